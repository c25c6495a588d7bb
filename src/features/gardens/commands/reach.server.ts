import { requireArea, requireStanding } from '#features/members/access.server.ts';
import { runs } from '#features/members/rules.ts';
import type { Area } from '#features/members/tables.ts';
import type { CommandContext } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import type { Position } from '#lib/geo/types.ts';
import { isLocale, type Locale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import type { MapFeatureKind } from '../tables.ts';

/** A garden as its commands need it. */
export interface ReachedGarden {
	id: string;
	name: string;
	place: Position;
	locale: Locale;
}

/** The areas whose stewards may change a garden's settings: what it says of itself, its place, who may come in. */
export const SETTINGS_AREAS: readonly Area[] = ['people', 'plots'];

/** Guard: an open garden, for a steward who runs one of the areas. Closed gardens do not exist. */
export async function reachGarden(
	context: CommandContext,
	gardenId: string,
	...areas: readonly Area[]
): Promise<ReachedGarden> {
	await requireAnyArea(context, gardenId, areas);
	const row = await context.tx
		.selectFrom('garden')
		.select(['id', 'name', 'lng', 'lat', 'locale'])
		.where('id', '=', gardenId)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	if (!row) throw notFound();
	const { id, name, lng, lat, locale } = row;
	return { id, name, place: [lng, lat], locale: isLocale(locale) ? locale : 'en' };
}

async function requireAnyArea(
	context: CommandContext,
	gardenId: string,
	areas: readonly Area[]
): Promise<void> {
	const [first = 'plots'] = areas;
	if (context.actor.via !== 'cli') {
		const standing = await requireStanding(context, gardenId);
		if (areas.some((area) => runs(standing, area))) return;
	}
	await requireArea(context, gardenId, first);
}

/** Guard: a thing on the map, for a steward who runs the plots of its garden. The row waits for nobody else's change. */
export async function reachFeature(context: CommandContext, featureId: string) {
	const feature = await context.tx
		.selectFrom('map_feature')
		.selectAll()
		.where('id', '=', featureId)
		.forUpdate()
		.executeTakeFirst();
	if (!feature) throw notFound();
	return { feature, garden: await reachGarden(context, feature.garden_id, 'plots') };
}

/** Guard: a zone, for a steward who runs the plots of its garden. */
export async function reachZone(context: CommandContext, zoneId: string) {
	const zone = await context.tx
		.selectFrom('zone')
		.selectAll()
		.where('id', '=', zoneId)
		.forUpdate()
		.executeTakeFirst();
	if (!zone) throw notFound();
	return { zone, garden: await reachGarden(context, zone.garden_id, 'plots') };
}

/** What the log calls a thing on the map: its own name, or its kind in the garden's language. */
export function calledInLog(name: string, kind: MapFeatureKind, locale: Locale): string {
	return name || sentence(`gardens_kind_${kind}`, undefined, locale);
}
