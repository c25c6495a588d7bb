import { polygonsOf, type Bounds, type Position, type Shape } from './types.ts';

/** The box round a shape. By hand, because every page with a plan carries it; the property tests hold it against Turf's. */
export function boundsOf(shape: Shape): Bounds {
	const positions = shape.type === 'Point' ? [shape.coordinates] : polygonsOf(shape).flat(2);
	const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [lng, lat] of positions) {
		if (lng < box[0]) box[0] = lng;
		if (lat < box[1]) box[1] = lat;
		if (lng > box[2]) box[2] = lng;
		if (lat > box[3]) box[3] = lat;
	}
	return box;
}

/** The box round several boxes, or null where there are none. */
export function boundsOfAll(all: readonly Bounds[]): Bounds | null {
	if (all.length === 0) return null;
	return all.reduce((a, b) => [
		Math.min(a[0], b[0]),
		Math.min(a[1], b[1]),
		Math.max(a[2], b[2]),
		Math.max(a[3], b[3])
	]);
}

/** The middle of a box. */
export function middleOf([west, south, east, north]: Bounds): Position {
	return [(west + east) / 2, (south + north) / 2];
}
