import type { Position, Ring } from './types.ts';

interface Segment {
	from: Position;
	to: Position;
	west: number;
	east: number;
	ring: number;
	/** Place in its ring, and how many there are: neighbours share a corner. */
	at: number;
	of: number;
}

/**
 * Where the rings of one polygon cross themselves or each other, or null. A ring may not touch itself either, nor
 * run back along itself; two rings may touch (OGC simple features). Rings are closed and have no two equal positions
 * in a row. Segments are compared from west to east only while they overlap, so 2 000 corners take milliseconds.
 */
export function crossingOf(rings: readonly Ring[]): Position | null {
	const origin = rings[0]?.[0];
	if (!origin) return null;
	const segments = rings.flatMap((ring, index) => segmentsOf(ring, index, origin));
	segments.sort((a, b) => a.west - b.west);
	for (const [index, a] of segments.entries()) {
		for (let next = index + 1; next < segments.length; next++) {
			const b = segments[next] as Segment;
			if (b.west > a.east) break;
			const found = meet(a, b);
			if (found) return [found[0] + origin[0], found[1] + origin[1]];
		}
	}
	return null;
}

/** Moved to the first corner: products of differences of small numbers keep their last digits. */
function segmentsOf(ring: Ring, index: number, [x0, y0]: Position): Segment[] {
	const moved = ring.map(([x, y]): Position => [x - x0, y - y0]);
	return moved.slice(0, -1).map((from, at) => {
		const to = moved[at + 1] as Position;
		const west = Math.min(from[0], to[0]);
		return { from, to, west, east: Math.max(from[0], to[0]), ring: index, at, of: moved.length - 1 };
	});
}

function meet(a: Segment, b: Segment): Position | null {
	if (Math.max(a.from[1], a.to[1]) < Math.min(b.from[1], b.to[1])) return null;
	if (Math.max(b.from[1], b.to[1]) < Math.min(a.from[1], a.to[1])) return null;
	if (a.ring === b.ring && (a.at + 1) % a.of === b.at) return runsBack(a, b);
	if (a.ring === b.ring && (b.at + 1) % b.of === a.at) return runsBack(b, a);
	const a1 = side(b, a.from);
	const a2 = side(b, a.to);
	const b1 = side(a, b.from);
	const b2 = side(a, b.to);
	if (a1 * a2 < 0 && b1 * b2 < 0) return crossingPoint(a, a1, a2);
	if (a.ring !== b.ring) return null;
	if (a1 === 0 && within(b, a.from)) return a.from;
	if (a2 === 0 && within(b, a.to)) return a.to;
	if (b1 === 0 && within(a, b.from)) return b.from;
	if (b2 === 0 && within(a, b.to)) return b.to;
	return null;
}

/** Two neighbours that lie on one line and turn back: a spike. */
function runsBack(first: Segment, second: Segment): Position | null {
	if (side(first, second.to) !== 0) return null;
	const dot =
		(first.to[0] - first.from[0]) * (second.to[0] - second.from[0]) +
		(first.to[1] - first.from[1]) * (second.to[1] - second.from[1]);
	return dot < 0 ? first.to : null;
}

function side({ from, to }: Segment, [x, y]: Position): number {
	return (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
}

function within({ from, to }: Segment, [x, y]: Position): boolean {
	return (
		Math.min(from[0], to[0]) <= x &&
		x <= Math.max(from[0], to[0]) &&
		Math.min(from[1], to[1]) <= y &&
		y <= Math.max(from[1], to[1])
	);
}

function crossingPoint({ from, to }: Segment, side1: number, side2: number): Position {
	const share = side1 / (side1 - side2);
	return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
