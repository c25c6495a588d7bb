/**
 * What a browser may keep of a garden's pages, as a written rule: what a gardener needs at the tap and
 * nothing of other people's accounts. Everything else is never stored.
 */
const KEPT = [
	/^\/g\/[^/]+(\/(today|map|rota|harvest))?$/,
	/^\/g\/[^/]+\/turns\/[^/]+$/,
	/^\/g\/[^/]+\/(rota|harvest|plots)\/[^/]+$/,
	/^\/g\/[^/]+\/(people|membership|harvest\/new|more|defects)$/,
	/^\/(gardens|harvest|outbox|me)$/
];

/** What stewards write needs a connection; a kept copy of its form would only mislead. */
const FORMS = /\/(edit|draw|settings)$|\/rota\/new$/;

/** May the page of this path be kept for looking at without a connection? */
export function mayKeep(pathname: string): boolean {
	return KEPT.some((pattern) => pattern.test(pathname)) && !FORMS.test(pathname);
}

/** The garden's pages that are fetched ahead, and the parts of the garden that each of them shows. */
const AHEAD: Readonly<Record<string, readonly string[]>> = {
	today: ['rota', 'harvest', 'map', 'plots', 'people'],
	map: ['map', 'plots', 'people', 'defects'],
	rota: ['rota', 'people'],
	harvest: ['harvest', 'people'],
	'harvest/new': ['harvest', 'plots'],
	people: ['people', 'plots'],
	membership: ['people', 'plots', 'rota'],
	defects: ['defects', 'map', 'plots'],
	more: ['people', 'map'],
	'': ['map']
};

/** The same of the pages of one thing each. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
	turns: ['rota', 'map'],
	// Whoever closes their number to others takes it off the lots' pages too.
	harvest: ['harvest', 'people'],
	rota: ['rota'],
	plots: ['plots', 'map', 'people', 'defects']
};

/** The garden's pages that are fetched ahead, so that they open without a connection though never visited. */
export function pagesAhead(slug: string): string[] {
	const pages = Object.keys(AHEAD).map((page) => `/g/${slug}${page && `/${page}`}`);
	return [...pages, '/outbox', '/me'];
}

/** Does this page show one of the parts that have changed? */
export function showsAny(pathname: string, parts: readonly string[]): boolean {
	if (!pathname.startsWith('/g/')) return pathname === '/me' && parts.includes('people');
	const [room = '', ...rest] = pathname.split('/').slice(3);
	const shown = AHEAD[[room, ...rest].join('/')] ?? ONE_OF[room] ?? [];
	return shown.some((part) => parts.includes(part));
}

/** Addresses that name no garden: online the server leads on from them. */
const LEADS: Readonly<Record<string, readonly string[]>> = {
	'/': ['today', 'harvest'],
	'/go/today': ['today', 'harvest'],
	'/go/harvest': ['harvest'],
	'/go/post': ['harvest/new'],
	'/share': ['harvest/new']
};

/**
 * Where an address that names no garden leads without a connection: to one of the kept pages, which come with the
 * one seen last at the end. undefined for other addresses, and where no such page is kept.
 */
export function leadsTo(pathname: string, kept: readonly string[]): string | undefined {
	for (const page of LEADS[pathname] ?? []) {
		const found = kept.findLast((path) => new RegExp(`^/g/[^/]+/${page}$`).test(path));
		if (found) return found;
	}
	return undefined;
}

/** How many pages that a page leads to are fetched ahead with it. */
const MOST_LINKS = 24;

/** The turns, lots and rotas that a page leads to: their pages are fetched ahead with it. */
export function linksAhead(html: string): string[] {
	const found = html.matchAll(/href="(\/g\/[^/"]+\/(?:turns|harvest|rota)\/[0-9a-f-]{36})"/g);
	return [...new Set([...found].map(([, path]) => path!))].slice(0, MOST_LINKS);
}

/** The drawings that a page shows: they are kept with it. */
export function drawingsIn(html: string): string[] {
	return [...new Set(html.match(/\/crops\/[a-z-]+\.svg/g))];
}

/** How many further pages of a long list, as of a garden's people, are fetched ahead with its first. */
export const MOST_FURTHER = 4;

/** The address of a list's next page, of one of its pages; undefined on the last, and where there is no list. */
export function nextAhead(path: string, html: string): string | undefined {
	const [, query] = /rel="next" href="(\?[^"]+)"/.exec(html) ?? [];
	return query && path.replace(/\?.*$/, '') + query.replaceAll('&amp;', '&');
}

/**
 * Marks a page as a kept copy: the shell then says when it was seen, by CSS alone. `age`: how many ms ago it was
 * made, by which its script knows what is today.
 */
export function asKept(html: string, age: number): string {
	return html.replace('data-seen="live"', `data-seen="kept" data-age="${Math.max(0, Math.round(age))}"`);
}
