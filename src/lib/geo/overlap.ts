import { boundsOf, middleOf } from './bounds.ts';
import { contains } from './contains.ts';
import { labelPointOf } from './label-point.ts';
import { polygonsOf, type Outline, type Position } from './types.ts';

/** How far an outline is drawn in before it is compared: neighbours share an edge, and hands are not exact. */
const DRAWN_IN = 0.04;

/**
 * True where two outlines lie on the same ground. Edges that touch, or overlap by less than about a twentieth of the
 * first outline's width, do not count: a warning for whoever draws, not a measurement.
 */
export function overlaps(a: Outline, b: Outline): boolean {
	const [west, south, east, north] = boundsOf(a);
	const [west2, south2, east2, north2] = boundsOf(b);
	if (west > east2 || west2 > east || south > north2 || south2 > north) return false;
	const inner = drawnIn(a);
	const other = edgesOf(b);
	if (edgesOf(inner).some((edge) => other.some((against) => cross(edge, against)))) return true;
	return contains(b, labelPointOf(inner)) || contains(inner, labelPointOf(b));
}

function drawnIn(outline: Outline): Outline {
	const [x0, y0] = middleOf(boundsOf(outline));
	const rings = polygonsOf(outline).map((polygon) =>
		polygon.map((ring) => ring.map(([x, y]): Position => [x + (x0 - x) * DRAWN_IN, y + (y0 - y) * DRAWN_IN]))
	);
	return { type: 'MultiPolygon', coordinates: rings };
}

type Edge = [from: Position, to: Position];

function edgesOf(outline: Outline): Edge[] {
	return polygonsOf(outline)
		.flat()
		.flatMap((ring) => ring.slice(1).map((to, at): Edge => [ring[at] as Position, to]));
}

function cross([a, b]: Edge, [c, d]: Edge): boolean {
	return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side([ax, ay]: Position, [bx, by]: Position, [x, y]: Position): number {
	return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}
