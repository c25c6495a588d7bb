import { fault, type Fault } from '#lib/files/problem.ts';
import { metresBetween } from './distance.ts';
import { OUTLINE_POSITIONS, outOfRange } from './read-shape.ts';
import type { Position } from './types.ts';

/** A way from here to there, stored as a GeoJSON geometry. */
export type LineShape = { type: 'LineString'; coordinates: Position[] };

/** Shorter than this is a slip of the hand (metres). */
const SHORTEST = 0.1;

/**
 * Reads one GeoJSON LineString from outside, as `readShape` reads outlines: numbers, range, at least two different positions, at most
 * 2 000, and a length. Heights and repeated positions are dropped. Never throws.
 */
export function readLine(
	geometry: unknown
): { line: LineShape; fault?: undefined } | { fault: Fault; line?: undefined } {
	const { coordinates } = (geometry ?? {}) as { coordinates?: unknown };
	if (!Array.isArray(coordinates) || coordinates.length === 0)
		return { fault: fault('transfer_shape_no_coordinates') };
	if (coordinates.length > OUTLINE_POSITIONS) {
		const params = { count: coordinates.length, limit: OUTLINE_POSITIONS };
		return { fault: fault('transfer_shape_too_many_positions', params) };
	}
	const line: Position[] = [];
	for (const [at, value] of coordinates.entries()) {
		const wrong = addTo(line, value, at + 1);
		if (wrong) return { fault: wrong };
	}
	if (lengthOf(line) < SHORTEST) return { fault: fault('geo_line_short') };
	return { line: { type: 'LineString', coordinates: line } };
}

/** The length of a line on the ground, in metres. */
export function lengthOf(line: readonly Position[]): number {
	return line.reduce(
		(sum, position, at) => sum + (at === 0 ? 0 : metresBetween(line[at - 1] as Position, position)),
		0
	);
}

function addTo(line: Position[], value: unknown, position: number): Fault | null {
	if (!Array.isArray(value)) return fault('transfer_shape_no_coordinates');
	if (value.length < 2) return fault('transfer_shape_position_short', { position });
	if (!value.every((part) => Number.isFinite(part))) return fault('transfer_shape_not_numbers', { position });
	const found: Position = [value[0] as number, value[1] as number];
	const last = line.at(-1);
	if (!last || last[0] !== found[0] || last[1] !== found[1]) line.push(found);
	return outOfRange(found);
}
