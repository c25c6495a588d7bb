import { fault } from '#lib/files/problem.ts';
import { OUTLINE_POSITIONS, readShape, wrongType, type ShapeReading } from './read-shape.ts';

const HEAD = /^\s*(?:SRID\s*=\s*(\d+)\s*;)?\s*([A-Z]+?)(?:\s*(?:ZM|Z|M))?(?=\s*\(|\s+EMPTY\s*$)/i;
/** The GeoJSON name of each kind, and how deep its brackets go. */
const TYPES: Record<string, { type: string; depth: number }> = {
	POINT: { type: 'Point', depth: 1 },
	POLYGON: { type: 'Polygon', depth: 2 },
	MULTIPOLYGON: { type: 'MultiPolygon', depth: 3 }
};
const TOKEN = /\s*([(),]|[^\s(),]+)/y;

/** True for text that begins as a WKT point or area does. */
export function looksLikeWkt(text: string): boolean {
	return /^\s*(SRID\s*=\s*\d+\s*;)?\s*(POINT|POLYGON|MULTIPOLYGON)\s*(ZM|Z|M)?\s*(\(|EMPTY)/i.test(text);
}

/**
 * Reads well-known text (OGC 06-103r4; with or without an SRID of 4326): POINT, POLYGON or MULTIPOLYGON in degrees,
 * longitude first, checked as `readShape` checks. Linear in the length of the text; never throws.
 */
export function readWkt(text: string, maxPositions: number = OUTLINE_POSITIONS): ShapeReading {
	const head = HEAD.exec(text);
	if (!head) return { fault: fault('transfer_wkt_broken', { at: 1 }) };
	const [matched, srid, word = ''] = head;
	if (srid !== undefined && srid !== '4326') return { fault: fault('transfer_wkt_srid', { srid }) };
	const kind = TYPES[word.toUpperCase()];
	if (!kind) return { fault: wrongType(geoJsonName(word)) };
	if (/EMPTY\s*$/i.test(text)) return { fault: fault('transfer_shape_no_coordinates') };
	const { type, depth } = kind;
	const nested = nest(text, matched.length, depth);
	if (typeof nested === 'number') return { fault: fault('transfer_wkt_broken', { at: nested + 1 }) };
	if (type !== 'Point') return readShape({ type, coordinates: nested }, maxPositions);
	return readShape({ type, coordinates: nested.length === 1 ? nested[0] : undefined }, maxPositions);
}

function geoJsonName(word: string): string {
	const known = ['MultiPoint', 'LineString', 'MultiLineString', 'GeometryCollection'];
	return known.find((name) => name.toUpperCase() === word.toUpperCase()) ?? word;
}

/**
 * The nested lists of a WKT body, or the offset of the first character that does not fit. Each innermost list holds
 * positions. Kept on a list of open brackets rather than on the call stack.
 */
function nest(text: string, start: number, depth: number): unknown[] | number {
	const root: unknown[] = [];
	const open: unknown[][] = [];
	let numbers: number[] = [];
	TOKEN.lastIndex = start;
	for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
		const token = match[1] as string;
		const at = TOKEN.lastIndex - token.length;
		const current = open.at(-1);
		if (token === '(') {
			if (numbers.length > 0 || open.length >= depth || (open.length === 0 && root.length > 0)) return at;
			const inner: unknown[] = [];
			(current ?? root).push(inner);
			open.push(inner);
		} else if (!current) {
			return at;
		} else if (token === ',' || token === ')') {
			if (numbers.length > 0) current.push(numbers);
			else if (current.length === 0) return at;
			numbers = [];
			if (token === ')') open.pop();
		} else {
			const number = Number(token);
			if (!Number.isFinite(number)) return at;
			numbers.push(number);
		}
	}
	return open.length > 0 || root.length === 0 ? text.length : (root[0] as unknown[]);
}
