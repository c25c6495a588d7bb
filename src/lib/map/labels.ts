import { polygonsOf, type Outline, type Position } from '#lib/geo/types.ts';

/** Where a number stands on its ground: its size in the units of the box, and whether it is turned upright. */
export interface Fit {
	size: number;
	upright: boolean;
}

/** A bold digit is about six tenths as wide as it is high. */
const ASPECT = 0.62;

/**
 * How large `text` may be written into a box, at most `most`; null where it would be smaller than `least`.
 * On ground that is much higher than wide the text runs along the height. `room`: letters that room is kept for, so
 * that "B9" and "B10" of a row are written alike.
 */
export function fitLabel(
	text: string,
	[width, height]: readonly [width: number, height: number],
	[least, most]: readonly [least: number, most: number],
	room = 0
): Fit | null {
	if (text === '') return null;
	const letters = Math.max([...text].length, Math.min(room, ALIKE));
	const level = Math.min(most, height * 0.72, (width * 0.84) / (letters * ASPECT));
	const turned = Math.min(most, width * 0.6, (height * 0.84) / (letters * ASPECT));
	// Level text reads easier: only where it gains much is it turned.
	const upright = turned > level * 1.25;
	const size = upright ? turned : level;
	return size < least ? null : { size, upright };
}

/** Labels up to this length are written alike. */
const ALIKE = 4;

/**
 * A place on an outline's upper edge for the name of ground whose inside is full: about its middle, away from the
 * given points.
 */
export function edgeLabelPoint(outline: Outline, points: readonly { position: Position }[] = []): Position {
	const ring = polygonsOf(outline)[0]?.[0] ?? [];
	const edges = ring.slice(1).map((to, at) => [ring[at] ?? to, to] as const);
	const [[ax, ay], [bx, by]] = edges.reduce((a, b) => (a[0][1] + a[1][1] >= b[0][1] + b[1][1] ? a : b));
	const free = ([lng, lat]: Position) =>
		Math.min(...points.map(({ position: [x, y] }) => Math.hypot(x - lng, y - lat)));
	return [0.5, 0.35, 0.65]
		.map((share): Position => [ax + (bx - ax) * share, ay + (by - ay) * share])
		.reduce((a, b) => (free(b) > free(a) ? b : a));
}

/** The length of the longest of some labels, in letters. */
export function longestOf(labels: readonly { label?: string; letter?: string }[]): number {
	return labels.reduce(
		(most, { label = '', letter = '' }) => Math.max(most, [...label].length + letter.length),
		0
	);
}

const FOOT = 0.3048;

/** A scale bar: the longest round length that is at most `most` metres long, with its unit. */
export function scaleBar(
	most: number,
	units: 'metric' | 'imperial'
): { metres: number; value: number; unit: 'm' | 'km' | 'ft' | 'mi' } {
	if (units === 'imperial') {
		const feet = most / FOOT;
		if (feet < 5280) return { value: round(feet), unit: 'ft', metres: round(feet) * FOOT };
		return { value: round(feet / 5280), unit: 'mi', metres: round(feet / 5280) * 5280 * FOOT };
	}
	if (most < 1000) return { value: round(most), unit: 'm', metres: round(most) };
	return { value: round(most / 1000), unit: 'km', metres: round(most / 1000) * 1000 };
}

/** 1, 2 or 5 times a power of ten, the largest that is not above the given number. */
function round(most: number): number {
	const power = 10 ** Math.floor(Math.log10(Math.max(most, 0.1)));
	const lead = most / power;
	return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}
