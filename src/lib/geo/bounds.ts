import { bbox } from '@turf/bbox';
import type { Bounds, Position, Shape } from './types.ts';

/** The box round a shape. */
export function boundsOf(shape: Shape): Bounds {
	const [west, south, east, north] = bbox(shape);
	return [west, south, east, north];
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
