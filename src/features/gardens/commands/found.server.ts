import * as v from 'valibot';
import { requirePerson } from '#features/members/access.server.ts';
import { AREAS } from '#features/members/rules.ts';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import { MOST_FOUNDED } from '../rules.ts';
import { FoundGarden } from '../schema.ts';
import { freeSlug, slugOf } from '../slug.ts';

const DAY_MS = 86_400_000;

/** A signed-in person founds a garden and becomes its first steward, with all areas. */
export const found = defineCommand({
	name: 'gardens.found',
	version: 1,
	input: FoundGarden,
	result: v.object({ gardenId: v.string(), slug: v.string() }),
	guard: mayFound,
	async run(context, input, personId) {
		const slug = await insertGarden(context, input);
		await insertSteward(context, personId);
		return {
			result: { gardenId: context.id, slug },
			activity: {
				gardenId: context.id,
				subject: { kind: 'garden', id: context.id },
				data: { what: input.name }
			}
		};
	}
});

async function mayFound({ tx, actor, now }: CommandContext): Promise<string> {
	const personId = requirePerson(actor);
	const { demo } = await tx
		.selectFrom('person')
		.select('demo')
		.where('id', '=', personId)
		.executeTakeFirstOrThrow();
	if (demo) throw new Refused({ code: 'forbidden', key: 'gardens_found_demo' });
	const { count } = await tx
		.selectFrom('activity')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('actor_id', '=', personId)
		.where('command', '=', 'gardens.found')
		.where('arrived_at', '>', new Date(now.getTime() - DAY_MS))
		.executeTakeFirstOrThrow();
	// This command's own row is among them.
	if (Number(count) > MOST_FOUNDED)
		throw new Refused({ code: 'too_many', key: 'gardens_found_too_many', params: { limit: MOST_FOUNDED } });
	return personId;
}

/** Takes the first free slug. Where another garden takes it in the same moment, the insert finds out and tries the next. */
async function insertGarden(
	{ tx, id, now }: CommandContext,
	input: v.InferOutput<typeof FoundGarden>
): Promise<string> {
	const { openingHours, timeZone, neighboursMayJoin, ...same } = input;
	const wanted = slugOf(input.name);
	const taken = new Set<string>();
	for (;;) {
		const like = await tx
			.selectFrom('garden')
			.select('slug')
			.where((eb) => eb.or([eb('slug', '=', wanted), eb('slug', 'like', `${wanted}-%`)]))
			.execute();
		for (const { slug } of like) taken.add(slug);
		const slug = freeSlug(wanted, taken);
		const row = await tx
			.insertInto('garden')
			.values({
				id,
				slug,
				...same,
				opening_hours: openingHours,
				time_zone: timeZone,
				neighbours_may_join: neighboursMayJoin,
				created_at: now
			})
			.onConflict((conflict) => conflict.column('slug').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (row) return slug;
		taken.add(slug);
	}
}

async function insertSteward({ tx, id: gardenId, now }: CommandContext, personId: string): Promise<void> {
	const membershipId = newId();
	await tx
		.insertInto('membership')
		.values({ id: membershipId, garden_id: gardenId, person_id: personId, role: 'steward', joined_at: now })
		.execute();
	await tx
		.insertInto('membership_area')
		.values(AREAS.map((area) => ({ membership_id: membershipId, area, granted_at: now })))
		.execute();
}
