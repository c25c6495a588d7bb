import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { readFeatureGeometry } from '../geometry.ts';
import { MOST_FEATURES } from '../rules.ts';
import { AddFeature, ChangeFeature, RemoveFeature } from '../schema.ts';
import { calledInLog, reachFeature, reachGarden } from './reach.server.ts';
import { requireZone } from '../zone.server.ts';

const Result = v.object({ featureId: v.string() });

/** Puts a tap, path, shed … on the garden's map. */
export const addFeature = defineCommand({
	name: 'gardens.addFeature',
	version: 1,
	input: AddFeature,
	result: Result,
	guard: (context, input) => reachGarden(context, input.gardenId, 'plots'),
	async run(context, input, garden) {
		const { tx, id, now } = context;
		const { gardenId, kind, name, notes, zoneId } = input;
		const geometry = readFeatureGeometry(kind, input.geometry, garden.place);
		await requireZone(context.tx, gardenId, zoneId);
		const { count } = await tx
			.selectFrom('map_feature')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.where('garden_id', '=', gardenId)
			.executeTakeFirstOrThrow();
		if (Number(count) >= MOST_FEATURES)
			throw new Refused({
				code: 'unprocessable',
				key: 'gardens_too_many_features',
				params: { limit: MOST_FEATURES }
			});
		const place = { garden_id: gardenId, zone_id: zoneId, geometry: JSON.stringify(geometry) };
		const times = { created_at: now, updated_at: now };
		await tx
			.insertInto('map_feature')
			.values({ id, kind, name, notes, ...place, ...times })
			.execute();
		return {
			result: { featureId: id },
			activity: {
				gardenId,
				subject: { kind: 'map_feature', id },
				data: { what: calledInLog(name, kind, garden.locale), kind }
			}
		};
	}
});

/** Changes a thing on the map; what is left out stays. */
export const changeFeature = defineCommand({
	name: 'gardens.changeFeature',
	version: 1,
	input: ChangeFeature,
	result: Result,
	guard: (context, input) => reachFeature(context, input.featureId),
	async run(context, input, { feature, garden }) {
		const kind = input.kind ?? feature.kind;
		const name = input.name ?? feature.name;
		// Another kind may not be drawn as the old one was: the stored geometry is read again.
		const geometry = readFeatureGeometry(kind, input.geometry ?? feature.geometry, garden.place);
		await requireZone(context.tx, garden.id, input.zoneId);
		await context.tx
			.updateTable('map_feature')
			.set({
				kind,
				name,
				notes: input.notes ?? feature.notes,
				zone_id: input.zoneId === undefined ? feature.zone_id : input.zoneId,
				geometry: JSON.stringify(geometry),
				updated_at: context.now
			})
			.where('id', '=', feature.id)
			.execute();
		return {
			result: { featureId: feature.id },
			activity: {
				gardenId: garden.id,
				subject: { kind: 'map_feature', id: feature.id },
				data: { what: calledInLog(name, kind, garden.locale), kind }
			}
		};
	}
});

/** Takes a thing off the map. */
export const removeFeature = defineCommand({
	name: 'gardens.removeFeature',
	version: 1,
	input: RemoveFeature,
	result: Result,
	guard: (context, input) => reachFeature(context, input.featureId),
	async run({ tx }, _input, { feature, garden }) {
		await tx.deleteFrom('map_feature').where('id', '=', feature.id).execute();
		const { id, kind, name } = feature;
		return {
			result: { featureId: id },
			activity: {
				gardenId: garden.id,
				subject: { kind: 'map_feature', id },
				data: { what: calledInLog(name, kind, garden.locale), kind }
			}
		};
	}
});
