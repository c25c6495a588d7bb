import { boundsOf } from './bounds.ts';
import { signedArea } from './rewind.ts';
import { polygonsOf, type Outline, type Position, type Ring } from './types.ts';

/**
 * A point inside an outline where its number can stand: the mean of the corners of the largest polygon where that
 * lies inside, else the middle of the widest stretch inside on one of seven level lines.
 */
export function labelPointOf(outline: Outline): Position {
	const largest = polygonsOf(outline).reduce((a, b) => (size(b) > size(a) ? b : a));
	const polygon: Outline = { type: 'Polygon', coordinates: largest };
	const [lng, lat] = meanOf(largest);
	if (isInside(largest, [lng, lat])) return [lng, lat];
	const [, south, , north] = boundsOf(polygon);
	const levels = [4, 3, 5, 2, 6, 1, 7].map((eighth) => south + ((north - south) * eighth) / 8);
	const stretches = levels.map((level) => widestStretch(largest, level)).filter((found) => found !== null);
	const widest = stretches.reduce<(typeof stretches)[0] | null>(
		(a, b) => (a && a.width >= b.width ? a : b),
		null
	);
	return widest?.middle ?? [lng, lat];
}

/** The mean of all corners, each ring's last position (its first again) left out. */
function meanOf(rings: Ring[]): Position {
	const corners = rings.flatMap((ring) => ring.slice(0, -1));
	const sum = corners.reduce<Position>(([x, y], [lng, lat]) => [x + lng, y + lat], [0, 0]);
	return [sum[0] / corners.length, sum[1] / corners.length];
}

function size(rings: Ring[]): number {
	return Math.abs(signedArea(rings[0] ?? []));
}

/** Even-odd count of sides to the west; on an edge either answer will do here, and pages that draw stay light. */
function isInside(rings: Ring[], [lng, lat]: Position): boolean {
	return rings.flatMap((ring) => crossingsAt(ring, lat)).filter((at) => at < lng).length % 2 === 1;
}

function widestStretch(rings: Ring[], lat: number): { middle: Position; width: number } | null {
	const crossings = rings.flatMap((ring) => crossingsAt(ring, lat)).sort((a, b) => a - b);
	let best: { middle: Position; width: number } | null = null;
	for (let at = 0; at + 1 < crossings.length; at += 2) {
		const [from = 0, to = 0] = crossings.slice(at, at + 2);
		if (!best || to - from > best.width) best = { middle: [(from + to) / 2, lat], width: to - from };
	}
	return best;
}

function crossingsAt(ring: Ring, lat: number): number[] {
	const found: number[] = [];
	for (let at = 0; at + 1 < ring.length; at++) {
		const [ax, ay] = ring[at] as Position;
		const [bx, by] = ring[at + 1] as Position;
		// Half-open, so that a corner exactly on the line counts once.
		if (ay <= lat !== by <= lat) found.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
	}
	return found;
}
