import { metresBetween } from '#lib/geo/distance.ts';
import { labelPointOf } from '#lib/geo/label-point.ts';
import type { Outline, Position } from '#lib/geo/types.ts';

/** How far the opposite sides of a plot may differ for it still to be called a rectangle. */
const ALIKE = 0.08;

/** The shorter and the longer side in metres of a plot with four corners that is near enough a rectangle; null for others. */
export function sidesOf(outline: Outline): [short: number, long: number] | null {
	const ring = outline.type === 'Polygon' && outline.coordinates.length === 1 ? outline.coordinates[0]! : [];
	if (ring.length !== 5) return null;
	const [a, b, c, d] = ring.slice(1).map((corner, at) => metresBetween(ring[at]!, corner)) as Four;
	const diagonals = [metresBetween(ring[0]!, ring[2]!), metresBetween(ring[1]!, ring[3]!)] as const;
	if (!alike(a, c) || !alike(b, d) || !alike(...diagonals)) return null;
	const sides = [(a + c) / 2, (b + d) / 2].sort((x, y) => x - y);
	return [sides[0]!, sides[1]!];
}

type Four = [number, number, number, number];

function alike(a: number, b: number): boolean {
	return Math.abs(a - b) <= ALIKE * Math.max(a, b);
}

/** The nearest of some places to the middle of a plot, and how many metres it is there; null where there are none. */
export function nearest<P extends { position: Position }>(
	outline: Outline,
	places: readonly P[]
): { place: P; metres: number } | null {
	const middle = labelPointOf(outline);
	let best: { place: P; metres: number } | null = null;
	for (const place of places) {
		const metres = metresBetween(middle, place.position);
		if (!best || metres < best.metres) best = { place, metres };
	}
	return best;
}
