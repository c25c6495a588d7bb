const BROWSERS: readonly [pattern: RegExp, name: string][] = [
	[/\bEdgA?\/|EdgiOS\//, 'Edge'],
	[/\bOPR\/|OPT\//, 'Opera'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
	[/Safari\//, 'Safari']
];

const SYSTEMS: readonly [pattern: RegExp, name: string][] = [
	[/iPhone|iPod/, 'iPhone'],
	[/iPad/, 'iPad'],
	[/Android/, 'Android'],
	[/CrOS/, 'ChromeOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X|Macintosh/, 'Mac'],
	[/Linux/, 'Linux']
];

/** "Firefox/Android" from a User-Agent header: browser and system, '' for what is not known. Never the whole header. */
export function deviceLabel(userAgent: string): string {
	const find = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '';
	const browser = find(BROWSERS);
	const system = find(SYSTEMS);
	return browser || system ? `${browser}/${system}` : '';
}

/** Where to go after signing in: a path of this site, else '/'. Refuses what a browser would take for another site. */
export function safePath(to: string | null | undefined): string {
	if (!to || !/^\/(?![/\\])/.test(to) || /[\\\p{Cc}]/u.test(to)) return '/';
	const url = URL.parse(to, 'http://here.invalid');
	return url?.origin === 'http://here.invalid' ? url.pathname + url.search : '/';
}

/** A person's first page in a garden: gardeners begin with their day, neighbours with the harvest. */
export function homeIn(garden: { slug: string; role: 'steward' | 'member' | 'neighbour' }): string {
	return `/g/${garden.slug}/${garden.role === 'neighbour' ? 'harvest' : 'today'}`;
}

/** The part of a garden's address that comes from its name: 'Jardín «El Olmo»' → 'jardin-el-olmo'. '' where no letter is left. */
export function slugOf(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '');
}

/**
 * Reads a place from the two fields of a form. A pair pasted into the first ("52.52, 13.40", as map apps give
 * it) fills both; what is no number is passed on for the schema to refuse.
 */
export function readPlace(lat: string, lng: string): { lat: number | string; lng: number | string } {
	const pair = /^(-?\d+(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d+(?:\.\d+)?)°?$/.exec(lat);
	if (pair && !lng) return { lat: Number(pair[1]), lng: Number(pair[2]) };
	return { lat: asNumber(lat), lng: asNumber(lng) };
}

function asNumber(text: string): number | string {
	const number = Number(text.replace(',', '.'));
	return text !== '' && Number.isFinite(number) ? number : text;
}
