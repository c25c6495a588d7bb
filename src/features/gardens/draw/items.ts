import type { PlotOutline } from '#features/plots/outlines.server.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { Outline } from '#lib/geo/types.ts';
import type { IconName } from '#lib/ui/icon-names.ts';
import type { FeatureGeometry } from '../geometry.ts';
import { featureName, kindName } from '../plan-parts.ts';
import type { GardenMap } from '../queries.server.ts';
import { DRAWN_AS } from '../rules.ts';
import type { MapFeatureKind } from '../tables.ts';

/** What can be drawn. */
export type What = MapFeatureKind | 'plot' | 'zone' | 'boundary';

/** How the drawing tools draw it. */
export type Pen = 'Polygon' | 'Line' | 'Marker';

/** Something on the plan that can be picked, changed and removed. */
export interface Item {
	id: string;
	what: What;
	/** What it is called in the list: "Tap 2", "Plot A1". */
	title: string;
	/** Its own name or number; '' where it has none. */
	name: string;
	notes: string;
	zoneId: string | null;
	geometry: FeatureGeometry | Outline | null;
	/** Plots only. */
	plot?: { kind: PlotOutline['kind']; revision: number };
}

/** The boundary is one of a kind. */
export const BOUNDARY = 'boundary';

/** Everything on a plan, ground first: so it can be drawn in this order. */
export function itemsOf(map: GardenMap, plots: readonly PlotOutline[]): Item[] {
	const items: Item[] = [];
	const bare = { name: '', notes: '', zoneId: null };
	if (map.boundary)
		items.push({
			...bare,
			id: BOUNDARY,
			what: 'boundary',
			title: m.gardens_draw_boundary(),
			geometry: map.boundary
		});
	for (const { id, name, geometry } of map.zones)
		items.push({ ...bare, id, what: 'zone', title: name, name, geometry });
	for (const { id, kind, name, notes, zoneId, geometry } of map.features)
		items.push({ id, what: kind, title: featureName({ kind, name }), name, notes, zoneId, geometry });
	for (const { id, number, kind, zoneId, outline, revision } of plots) {
		const title = m.gardens_kind_named({ kind: m.gardens_draw_plot(), name: number });
		const plot = { kind, revision };
		items.push({ id, what: 'plot', title, name: number, notes: '', zoneId, geometry: outline, plot });
	}
	return items;
}

/** What it is called before it has a name of its own. */
export function whatName(what: What): string {
	if (what === 'plot') return m.gardens_draw_plot();
	if (what === 'zone') return m.gardens_draw_zone();
	return what === 'boundary' ? m.gardens_draw_boundary() : kindName(what);
}

/** The pen for a thing on the plan. */
export function penOf(what: What): Pen {
	if (what === 'plot' || what === 'zone' || what === 'boundary') return 'Polygon';
	const [usual] = DRAWN_AS[what];
	return usual === 'Point' ? 'Marker' : usual === 'LineString' ? 'Line' : 'Polygon';
}

/** The tools, the most used first; the second row opens on demand. */
export const TOOLS: readonly { what: What; icon: IconName; more?: true }[] = [
	{ what: 'plot', icon: 'square-dashed' },
	{ what: 'boundary', icon: 'fence' },
	{ what: 'path', icon: 'route' },
	{ what: 'tap', icon: 'droplet' },
	{ what: 'zone', icon: 'layers', more: true },
	{ what: 'shed', icon: 'warehouse', more: true },
	{ what: 'compost', icon: 'recycle', more: true },
	{ what: 'bed', icon: 'flower-2', more: true },
	{ what: 'tree', icon: 'tree-deciduous', more: true },
	{ what: 'gate', icon: 'door-open', more: true },
	{ what: 'water_meter', icon: 'droplets', more: true }
];

/** The number after `last` that no plot has: A9 → A10; '1' to begin with. */
export function nextNumber(last: string | undefined, taken: Iterable<string>): string {
	const known = new Set([...taken].map((number) => number.toLowerCase()));
	const [, stem = '', digits = '0'] = /^(.*?)(\d+)$/.exec(last ?? '') ?? [undefined, last ? `${last}-` : ''];
	for (let count = Number(digits) + 1; ; count++) {
		const number =
			stem + String(count).padStart(digits.length > 1 && digits.startsWith('0') ? digits.length : 1, '0');
		if (!known.has(number.toLowerCase())) return number;
	}
}
