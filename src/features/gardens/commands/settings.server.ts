import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { metresBetween } from '#lib/geo/distance.ts';
import { boundsOf, middleOf } from '#lib/geo/bounds.ts';
import type { Outline } from '#lib/geo/types.ts';
import { readGround } from '../geometry.ts';
import { FARTHEST } from '../rules.ts';
import { ChangeGarden, CloseGarden, SetBoundary } from '../schema.ts';
import { reachGarden, SETTINGS_AREAS } from './reach.server.ts';

const Result = v.object({ gardenId: v.string() });

/** Changes what a garden says of itself and who may come in. Stewards of people or plots may. */
export const change = defineCommand({
	name: 'gardens.change',
	version: 1,
	input: ChangeGarden,
	result: Result,
	guard: (context, input) => reachGarden(context, input.gardenId, ...SETTINGS_AREAS),
	async run({ tx }, input, garden) {
		const { gardenId, openingHours, timeZone, neighboursMayJoin, ...same } = input;
		const { boundary } = await tx
			.selectFrom('garden')
			.select('boundary')
			.where('id', '=', gardenId)
			.executeTakeFirstOrThrow();
		checkPlace([same.lng ?? garden.place[0], same.lat ?? garden.place[1]], boundary as Outline | null);
		const changes = {
			...same,
			opening_hours: openingHours,
			time_zone: timeZone,
			neighbours_may_join: neighboursMayJoin
		};
		const given = Object.entries(changes).filter(([, value]) => value !== undefined);
		if (given.length)
			await tx.updateTable('garden').set(Object.fromEntries(given)).where('id', '=', gardenId).execute();
		return {
			result: { gardenId },
			activity: {
				gardenId,
				subject: { kind: 'garden', id: gardenId },
				data: { what: same.name ?? garden.name, fields: given.map(([field]) => field) }
			}
		};
	}
});

/** The garden's place and its drawn boundary belong together. */
function checkPlace(place: [number, number], boundary: Outline | null): void {
	if (!boundary) return;
	const metres = metresBetween(place, middleOf(boundsOf(boundary)));
	if (metres <= FARTHEST) return;
	const params = { km: Math.round(metres / 1000), limit: FARTHEST / 1000 };
	throw new Refused({ code: 'unprocessable', key: 'gardens_place_far', params, field: 'lat' });
}

/** Draws, redraws or takes away the boundary. */
export const setBoundary = defineCommand({
	name: 'gardens.setBoundary',
	version: 1,
	input: SetBoundary,
	result: Result,
	guard: (context, input) => reachGarden(context, input.gardenId, 'plots'),
	async run({ tx }, { gardenId, boundary }, garden) {
		const outline = boundary === null ? null : readGround(boundary, garden.place, 'boundary');
		await tx
			.updateTable('garden')
			.set({ boundary: outline && JSON.stringify(outline) })
			.where('id', '=', gardenId)
			.execute();
		return {
			result: { gardenId },
			activity: {
				gardenId,
				subject: { kind: 'garden', id: gardenId },
				data: { what: garden.name, removed: outline === null }
			}
		};
	}
});

/** Closes a garden for good: its pages are gone for everybody, its record stays. The name is typed once more. */
export const close = defineCommand({
	name: 'gardens.close',
	version: 1,
	input: CloseGarden,
	result: Result,
	guard: (context, input) => reachGarden(context, input.gardenId, 'people'),
	async run({ tx, now }, { gardenId, name }, garden) {
		if (sameName(name) !== sameName(garden.name))
			throw new Refused({
				code: 'unprocessable',
				key: 'gardens_close_name',
				params: { name: garden.name },
				field: 'name'
			});
		await tx
			.updateTable('garden')
			.set({ closed_at: now, listed: false })
			.where('id', '=', gardenId)
			.execute();
		return {
			result: { gardenId },
			activity: { gardenId, subject: { kind: 'garden', id: gardenId }, data: { what: garden.name } }
		};
	}
});

function sameName(name: string): string {
	return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
