import type { Position } from './types.ts';

/** Mean radius of the earth in metres, the same as Turf's. */
export const EARTH_RADIUS = 6371008.8;

/** Great-circle distance between two positions, in metres. */
export function metresBetween(a: Position, b: Position): number {
	const lat1 = radians(a[1]);
	const lat2 = radians(b[1]);
	const h =
		Math.sin((lat2 - lat1) / 2) ** 2 +
		Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(b[0] - a[0]) / 2) ** 2;
	return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Degrees as radians. */
export function radians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}
