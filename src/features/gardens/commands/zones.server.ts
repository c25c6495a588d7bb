import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused, type MessageKey } from '#lib/command/refusal.ts';
import type { Outline, Position } from '#lib/geo/types.ts';
import { readGround } from '../geometry.ts';
import { MOST_ZONES } from '../rules.ts';
import { AddZone, ChangeZone, RemoveZone } from '../schema.ts';
import { reachGarden, reachZone } from './reach.server.ts';

const Result = v.object({ zoneId: v.string() });

/** Adds a part of the garden that is cared for together. Its name is its own in the garden. */
export const addZone = defineCommand({
	name: 'gardens.addZone',
	version: 1,
	input: AddZone,
	result: Result,
	guard: (context, input) => reachGarden(context, input.gardenId, 'plots'),
	async run({ tx, id, now }, { gardenId, name, geometry }, garden) {
		const ground = groundText(geometry, garden.place);
		const { count } = await tx
			.selectFrom('zone')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.where('garden_id', '=', gardenId)
			.executeTakeFirstOrThrow();
		if (Number(count) >= MOST_ZONES)
			throw new Refused({
				code: 'unprocessable',
				key: 'gardens_too_many_zones',
				params: { limit: MOST_ZONES }
			});
		const made = await tx
			.insertInto('zone')
			.values({ id, garden_id: gardenId, name, geometry: ground, created_at: now })
			.onConflict((conflict) => conflict.columns(['garden_id', 'name']).doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!made) throw nameTaken(name);
		return {
			result: { zoneId: id },
			activity: { gardenId, subject: { kind: 'zone', id }, data: { what: name } }
		};
	}
});

/** Renames a zone or draws it anew; what is left out stays. */
export const changeZone = defineCommand({
	name: 'gardens.changeZone',
	version: 1,
	input: ChangeZone,
	result: Result,
	guard: (context, input) => reachZone(context, input.zoneId),
	async run({ tx }, { zoneId, name, geometry }, { zone, garden }) {
		const called = name ?? zone.name;
		const ground =
			geometry === undefined
				? zone.geometry && JSON.stringify(zone.geometry)
				: groundText(geometry, garden.place);
		await constrained(
			tx.updateTable('zone').set({ name: called, geometry: ground }).where('id', '=', zoneId).execute(),
			UNIQUE,
			() => nameTaken(called)
		);
		return {
			result: { zoneId },
			activity: { gardenId: garden.id, subject: { kind: 'zone', id: zoneId }, data: { what: called } }
		};
	}
});

/** Removes a zone. Plots and things on the map that were in it stay, without a zone; one that a rota cares for is refused. */
export const removeZone = defineCommand({
	name: 'gardens.removeZone',
	version: 1,
	input: RemoveZone,
	result: Result,
	guard: (context, input) => reachZone(context, input.zoneId),
	async run({ tx }, { zoneId }, { zone, garden }) {
		await constrained(tx.deleteFrom('zone').where('id', '=', zoneId).execute(), FOREIGN_KEY, () =>
			conflict('gardens_zone_in_use', zone.name)
		);
		return {
			result: { zoneId },
			activity: { gardenId: garden.id, subject: { kind: 'zone', id: zoneId }, data: { what: zone.name } }
		};
	}
});

function groundText(geometry: unknown, near: Position): string | null {
	const ground: Outline | null = geometry === null ? null : readGround(geometry, near, 'geometry');
	return ground && JSON.stringify(ground);
}

const UNIQUE = '23505';
const FOREIGN_KEY = '23503';

/** Lets the database hold the rule, and turns its error into a sentence. */
async function constrained<T>(change: Promise<T>, code: string, refusal: () => Refused): Promise<T> {
	try {
		return await change;
	} catch (error) {
		throw (error as { code?: string }).code === code ? refusal() : error;
	}
}

function nameTaken(name: string): Refused {
	return conflict('gardens_zone_name_taken', name);
}

function conflict(key: MessageKey, name: string): Refused {
	return new Refused({ code: 'conflict', key, params: { name }, field: 'name' });
}
