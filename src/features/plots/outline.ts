import { readGround } from '#features/gardens/geometry.ts';
import { Refused } from '#lib/command/refusal.ts';
import { areaOf } from '#lib/geo/area.ts';
import type { Outline, Position } from '#lib/geo/types.ts';
import { LARGEST_PLOT } from './rules.ts';

/**
 * Reads the outline of a plot near a garden's place. Refuses (422) what is not valid GeoJSON of an area, lies more than 20 km
 * away or is larger than ten hectares. Gives it as stored, with its square metres as a decimal text.
 */
export function readPlotOutline(given: unknown, near: Position): { outline: Outline; areaM2: string } {
	const outline = readGround(given, near, 'outline');
	const area = areaOf(outline);
	if (area > LARGEST_PLOT)
		throw new Refused({
			code: 'unprocessable',
			key: 'plots_too_large',
			params: { hectares: Math.round(area / 10_000) },
			field: 'outline'
		});
	return { outline, areaM2: area.toFixed(2) };
}
