import * as m from '#lib/i18n/paraglide/messages.js';
import { crossingOf } from '#lib/geo/crossings.ts';
import { contains } from '#lib/geo/contains.ts';
import { labelPointOf } from '#lib/geo/label-point.ts';
import { overlaps } from '#lib/geo/overlap.ts';
import { polygonsOf, type Outline } from '#lib/geo/types.ts';
import type { FeatureGeometry } from '../geometry.ts';
import { BOUNDARY, type Item, type What } from './items.ts';

/** What to say of a shape before it is sent: what is refused, and what is only worth a look. */
export interface Finding {
	/** It cannot be stored like this. */
	wrong: boolean;
	sentence: string;
}

/** Looks at a shape beside what is on the plan already: crossings, overlap with other plots, outside of the boundary. */
export function findings(
	what: What,
	id: string | null,
	geometry: FeatureGeometry | Outline,
	items: readonly Item[]
): Finding[] {
	const found: Finding[] = [];
	const outline = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? geometry : null;
	if (outline && polygonsOf(outline).some((rings) => crossingOf(rings)))
		return [{ wrong: true, sentence: m.gardens_draw_crosses() }];
	const over =
		what === 'plot' &&
		outline &&
		items.find((item) => item.id !== id && item.what === 'plot' && on(outline, item));
	if (over) found.push({ wrong: false, sentence: m.gardens_draw_overlap({ what: over.title }) });
	const boundary = items.find((item) => item.id === BOUNDARY)?.geometry as Outline | undefined;
	if (boundary && what !== 'boundary' && !contains(boundary, middle(geometry)))
		found.push({ wrong: false, sentence: m.gardens_draw_outside() });
	return found;
}

function on(outline: Outline, { geometry }: Item): boolean {
	return geometry !== null && overlaps(outline, geometry as Outline);
}

function middle(geometry: FeatureGeometry | Outline): [number, number] {
	if (geometry.type === 'Point') return geometry.coordinates;
	if (geometry.type === 'LineString')
		return geometry.coordinates[Math.floor(geometry.coordinates.length / 2)]!;
	return labelPointOf(geometry);
}
