import * as m from '#lib/i18n/paraglide/messages.js';
import type { MapArea, MapContent, MapLine, MapPoint } from '#lib/map/types.ts';
import type { GardenFeature, GardenMap } from './queries.server.ts';
import type { MapFeatureKind } from './tables.ts';

// Each message is named, so that only these reach the browser and not all that there are.
const KINDS: Record<MapFeatureKind, () => string> = {
	path: m.gardens_kind_path,
	tap: m.gardens_kind_tap,
	shed: m.gardens_kind_shed,
	compost: m.gardens_kind_compost,
	gate: m.gardens_kind_gate,
	tree: m.gardens_kind_tree,
	bed: m.gardens_kind_bed,
	water_meter: m.gardens_kind_water_meter
};

/** What a kind of thing on the map is called, in the reader's language. */
export function kindName(kind: MapFeatureKind): string {
	return KINDS[kind]();
}

/** "Tap 2", or "Tap" where it has no name; a name of some length stands for itself. */
export function featureName({ kind, name }: Pick<GardenFeature, 'kind' | 'name'>): string {
	const word = kindName(kind);
	if (!name) return word;
	return [...name].length > 3 ? name : m.gardens_kind_named({ kind: word, name });
}

/** What of the map can be told of or be broken: all but its ways. */
export function isThing({ kind }: Pick<GardenFeature, 'kind'>): boolean {
	return kind !== 'path';
}

/**
 * A garden's ground as Plan and LeafletMap draw it; the plots come from their own room as `shapes`. `hrefOf`: where
 * each thing is told of; without it none can be chosen.
 */
export function planParts(
	{ boundary, features, zones }: Pick<GardenMap, 'boundary' | 'features' | 'zones'>,
	hrefOf?: (id: string) => string
): Required<Pick<MapContent, 'areas' | 'lines' | 'points'>> & { boundary: MapContent['boundary'] } {
	const areas: MapArea[] = [];
	const lines: MapLine[] = [];
	const points: MapPoint[] = [];
	for (const feature of features) {
		const { id, kind, geometry } = feature;
		const name = featureName(feature);
		const href = isThing(feature) ? hrefOf?.(id) : undefined;
		if (geometry.type === 'Point')
			points.push({ id, kind, position: geometry.coordinates, name, href, label: shortLabel(feature.name) });
		else if (geometry.type === 'LineString') lines.push({ id, kind, positions: geometry.coordinates, name });
		else
			areas.push({
				id,
				kind,
				geometry,
				name,
				href,
				label: kind === 'path' ? undefined : feature.name || kindName(kind)
			});
	}
	for (const { id, name, geometry } of zones)
		if (geometry) areas.push({ id, kind: 'zone', geometry, name, label: name });
	return { boundary, areas, lines, points };
}

/** A number of one or two characters stands on the symbol itself. */
function shortLabel(name: string): string | undefined {
	return name.length > 0 && [...name].length <= 2 ? name : undefined;
}
