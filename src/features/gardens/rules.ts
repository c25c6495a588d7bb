import type { MapFeatureKind } from './tables.ts';

type Drawn = 'Point' | 'LineString' | 'Polygon';

/** What each kind of thing on the map may be drawn as; the first is the usual one. */
export const DRAWN_AS: Readonly<Record<MapFeatureKind, readonly Drawn[]>> = {
	tap: ['Point'],
	path: ['LineString', 'Polygon'],
	shed: ['Polygon', 'Point'],
	compost: ['Polygon', 'Point'],
	gate: ['Point'],
	tree: ['Point'],
	bed: ['Polygon'],
	water_meter: ['Point']
};

/** All kinds of things on the map. */
export const FEATURE_KINDS = Object.keys(DRAWN_AS) as [MapFeatureKind, ...MapFeatureKind[]];

/** A garden's own map ends here: what lies farther from its place is a slip (metres). */
export const FARTHEST = 20_000;

/** Most square metres inside a boundary: ten square kilometres. */
export const LARGEST = 10_000_000;

/** Most things and most zones on one garden's map. */
export const MOST_FEATURES = 2_000;
export const MOST_ZONES = 200;

/** Most gardens that one person may found within a day. */
export const MOST_FOUNDED = 10;

/** True for a time zone of the IANA database that this machine knows. */
export function isTimeZone(name: string): boolean {
	if (!/^[A-Za-z][A-Za-z0-9+_/-]*$/.test(name)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

/** The words of a search: at most five, lower case, without accents. */
export function searchWords(text: string): string[] {
	return text
		.replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.split(/[\s,;]+/)
		.filter(Boolean)
		.slice(0, 5);
}

/** A place in an address, "lng,lat"; null where it is none. */
export function placeIn(text: string | null): { lng: number; lat: number } | null {
	const [lng, lat, ...more] = (text ?? '')
		.split(',')
		.map((part) => (part.trim() === '' ? NaN : Number(part)));
	if (lng === undefined || lat === undefined || more.length) return null;
	return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? { lng, lat } : null;
}

/** A box in an address, "west,south,east,north"; null where it is none. */
export function boxIn(text: string | null): [number, number, number, number] | null {
	const parts = (text ?? '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
	const [west, south, east, north] = parts;
	if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return null;
	const box: [number, number, number, number] = [west!, south!, east!, north!];
	return box[1] <= box[3] ? box : null;
}
