import * as v from 'valibot';
import { AREAS, ROLES } from '#features/members/schema.ts';
import { plotOutlines } from '#features/plots/outlines.server.ts';
import { PLOT_KINDS } from '#features/plots/rules.ts';
import { Count, Flag, Geometry, Id, Num, or, PageParam, SearchParam, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { gardenPins, gardenSettings, GARDENS_A_PAGE, listGardens, shownMap } from './queries.server.ts';
import { BoxParam, GardenParam, PlaceParam, publicRead } from './reading.server.ts';
import { FEATURE_KINDS } from './rules.ts';

const Place = v.strictObject({ lng: Num, lat: Num });

const list = defineRead({
	name: 'gardens.list',
	path: '/gardens',
	summary: 'The listed gardens, by name or from a place (near=lng,lat) the nearest first.',
	reader: 'nobody',
	params: v.object({ q: SearchParam, near: PlaceParam, page: PageParam }),
	result: v.strictObject({
		gardens: v.array(
			v.strictObject({
				...{ id: Id, slug: Text, name: Text, address: Text, lng: Num, lat: Num },
				metres: or(Num)
			})
		),
		total: Count,
		pages: Count
	}),
	async read({ db }, { q, near, page }) {
		const { gardens, total } = await listGardens(db, { words: q, near: near ?? null, page });
		return { gardens, total, pages: Math.ceil(total / GARDENS_A_PAGE) };
	}
});

const pins = defineRead({
	name: 'gardens.pins',
	path: '/garden-pins',
	summary: 'All listed gardens as [slug, name, lng, lat]; box=west,south,east,north narrows it.',
	reader: 'nobody',
	params: v.object({ box: BoxParam }),
	result: v.strictObject({ pins: v.array(v.strictTuple([Text, Text, Num, Num])) }),
	read: async ({ db }, { box }) => ({ pins: await gardenPins(db, box ?? null) })
});

const one = defineRead({
	name: 'gardens.one',
	path: '/gardens/{garden}',
	summary: 'What a garden says of itself, and your place in it.',
	reader: 'nobody',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({
		...{ id: Id, slug: Text, name: Text, about: Text, address: Text, openingHours: Text },
		...{ timeZone: Text, locale: Text, units: v.picklist(['metric', 'imperial']), lng: Num, lat: Num },
		...{ listed: Flag, neighboursMayJoin: Flag },
		you: or(
			v.strictObject({
				membershipId: Id,
				role: v.picklist(ROLES),
				areas: v.array(v.picklist(AREAS))
			})
		)
	}),
	async read(context, params) {
		const { id, standing } = await publicRead(context, params);
		const you = standing && {
			membershipId: standing.membershipId,
			role: standing.role,
			areas: [...standing.areas]
		};
		return { ...(await gardenSettings(context.db, id)), you };
	}
});

const map = defineRead({
	name: 'gardens.map',
	path: '/gardens/{garden}/map',
	summary: 'A garden’s ground: boundary, zones, what stands where, and its plots as outlines.',
	reader: 'nobody',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({
		place: Place,
		units: v.picklist(['metric', 'imperial']),
		boundary: or(Geometry),
		features: v.array(
			v.strictObject({
				...{ id: Id, kind: v.picklist(FEATURE_KINDS), name: Text, notes: Text },
				...{ zoneId: or(Id), geometry: Geometry }
			})
		),
		zones: v.array(v.strictObject({ id: Id, name: Text, geometry: or(Geometry) })),
		plots: v.array(
			v.strictObject({
				...{ id: Id, number: Text, kind: v.picklist(PLOT_KINDS) },
				...{ zoneId: or(Id), outline: Geometry, revision: Count }
			})
		)
	}),
	async read(context, params) {
		const { id, standing } = await publicRead(context, params);
		return { ...(await shownMap(context.db, id, standing)), plots: await plotOutlines(context.db, id) };
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [list, pins, one, map];
