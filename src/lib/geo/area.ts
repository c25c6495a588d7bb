import { area } from '@turf/area';
import type { Outline } from './types.ts';

/** The ground an outline covers, in square metres on the sphere of mean earth radius; holes are taken off. */
export function areaOf(outline: Outline): number {
	return area(outline);
}
