import type { Outline, Position } from '#lib/geo/types.ts';

/** Where test gardens lie. */
export const PLACE: Position = [13.4, 52.5];

const METRE_NORTH = 1 / 111_195;
const METRE_EAST = METRE_NORTH / Math.cos((PLACE[1] * Math.PI) / 180);

/** A place so many metres east and north of the test gardens' own. */
export function at(east: number, north: number): Position {
	return [PLACE[0] + east * METRE_EAST, PLACE[1] + north * METRE_NORTH];
}

/** A rectangle of so many metres whose south-west corner is `at(east, north)`, counterclockwise. */
export function box(east: number, north: number, width: number, height: number): Outline {
	const corner = (x: number, y: number) => at(east + x, north + y);
	const ring = [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height), corner(0, 0)];
	return { type: 'Polygon', coordinates: [ring] };
}
