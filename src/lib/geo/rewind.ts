import { outlineOf, polygonsOf, type Outline, type Ring } from './types.ts';

/**
 * The same outline wound as RFC 7946 asks: outer rings counterclockwise, holes clockwise. A MultiPolygon of one
 * polygon becomes a Polygon. Nothing else changes; the given outline is left as it was.
 */
export function rewind(outline: Outline): Outline {
	return outlineOf(polygonsOf(outline).map((rings) => rings.map((ring, at) => wind(ring, at === 0))));
}

function wind(ring: Ring, counterclockwise: boolean): Ring {
	return signedArea(ring) > 0 === counterclockwise ? [...ring] : [...ring].reverse();
}

/** Twice the flat area of a ring in square degrees: positive where it runs counterclockwise. */
export function signedArea(ring: Ring): number {
	const [x0, y0] = ring[0] ?? [0, 0];
	let sum = 0;
	for (let at = 0; at + 1 < ring.length; at++) {
		const [ax, ay] = ring[at] as [number, number];
		const [bx, by] = ring[at + 1] as [number, number];
		sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}
	return sum;
}
