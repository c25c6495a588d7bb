import { boundsOf, boundsOfAll } from '#lib/geo/bounds.ts';
import type { Bounds, Position } from '#lib/geo/types.ts';
import type { MapContent } from './types.ts';

/** The box round all that a map shows, or null where it shows nothing. `only`: the shapes with these ids. */
export function extentOf(content: MapContent, only?: readonly string[]): Bounds | null {
	const { boundary, areas = [], lines = [], shapes = [], points = [] } = content;
	const lit = only?.length ? shapes.filter(({ id }) => only.includes(id)) : [];
	if (lit.length) return boundsOfAll(lit.map(({ geometry }) => boundsOf(geometry)));
	return boundsOfAll([
		...(boundary ? [boundsOf(boundary)] : []),
		...[...areas, ...shapes].map(({ geometry }) => boundsOf(geometry)),
		...lines.flatMap(({ positions }) => positions.map(around)),
		...points.map(({ position }) => around(position))
	]);
}

function around([lng, lat]: Position): Bounds {
	return [lng, lat, lng, lat];
}
