import type { FeatureGeometry } from '../geometry.ts';
import type { Outline } from '#lib/geo/types.ts';
import type { Step } from './history.svelte.ts';
import { BOUNDARY, type Item, type What } from './items.ts';

/** The fields by which an item is known to its commands, and what it says now. */
export function fieldsOf(item: Item): Record<string, string> {
	const { id, what, name, notes, zoneId, geometry, plot } = item;
	const shape: Record<string, string> = geometry ? { geometry: JSON.stringify(geometry) } : {};
	if (what === 'boundary') return shape;
	if (what === 'zone') return { zoneId: id, name, ...shape };
	if (plot)
		return {
			plotId: id,
			number: name,
			kind: plot.kind,
			zoneId: zoneId ?? '',
			revision: String(plot.revision),
			...shape
		};
	return { featureId: id, kind: what, name, notes, zoneId: zoneId ?? '', ...shape };
}

/** The page's actions for each kind of thing. */
export function actionsOf(what: What): { add: string; change: string; reshape: string; remove: string } {
	if (what === 'boundary')
		return { add: 'setBoundary', change: 'setBoundary', reshape: 'setBoundary', remove: 'setBoundary' };
	if (what === 'zone')
		return { add: 'addZone', change: 'changeZone', reshape: 'changeZone', remove: 'removeZone' };
	if (what === 'plot')
		return { add: 'addPlot', change: 'changePlot', reshape: 'reshapePlot', remove: 'removePlot' };
	return { add: 'addFeature', change: 'changeFeature', reshape: 'changeFeature', remove: 'removeFeature' };
}

/** The commands behind the actions. */
export function commandOf(action: string): string {
	if (action.endsWith('Plot')) return `plots.${action.slice(0, -'Plot'.length)}`;
	return `gardens.${action}`;
}

/** How a new thing is taken back. `before`: the boundary that it replaced. */
export function undoAdd(what: What, done: Record<string, unknown>, before: Item | undefined): Step {
	const { remove } = actionsOf(what);
	if (what === 'boundary') return { action: remove, fields: before ? fieldsOf(before) : { none: 'on' } };
	const key = what === 'zone' ? 'zoneId' : what === 'plot' ? 'plotId' : 'featureId';
	return { action: remove, fields: { [key]: String(done[key]) } };
}

/** How a change is taken back: what it was before, sent as another change. */
export function undoChange(before: Item, how: 'change' | 'reshape', done: Record<string, unknown>): Step {
	const fields = fieldsOf(before);
	// The plot's revision has grown by the change that is taken back.
	if (before.plot) fields['revision'] = String(done['revision'] ?? before.plot.revision + 1);
	return { action: actionsOf(before.what)[how], fields };
}

/** How a removal is taken back: it is added anew, under another id. */
export function undoRemove(before: Item): Step {
	const { plotId: _plot, featureId: _feature, revision: _revision, ...fields } = fieldsOf(before);
	if (before.what === 'zone') delete fields['zoneId'];
	return { action: before.id === BOUNDARY ? 'setBoundary' : actionsOf(before.what).add, fields };
}

/** A geometry as a form sends it. */
export function geometryText(geometry: FeatureGeometry | Outline): string {
	return JSON.stringify(geometry);
}
