import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Outline, Position } from './types.ts';

/** True where a position lies in an outline (its edge included, its holes not). */
export function contains(outline: Outline, position: Position): boolean {
	return booleanPointInPolygon(position, outline);
}
