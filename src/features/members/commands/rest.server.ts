import { sql } from 'kysely';
import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { addDays } from '#lib/time/day.ts';
import { dayRange } from '#lib/time/range.ts';
import '#features/rota/tables.ts';
import { AddRest, OneRest } from '../schema.ts';
import { aboutMember } from './about.ts';
import { reachOwn } from './reach.server.ts';

const EXCLUSION_VIOLATION = '23P01';

/**
 * Days without duties. No reason is asked, and none is kept. Turns that were shared out before stay: the
 * answer says how many of them fall into the rest.
 */
export const addRest = defineCommand({
	name: 'members.addRest',
	version: 1,
	input: AddRest,
	result: v.object({ restId: v.string(), turns: v.number() }),
	guard: (context, { membershipId }) => reachOwn(context, membershipId),
	async run({ tx, id, now }, { from, until }, membership) {
		const days = dayRange(from, addDays(until, 1));
		await tx
			.insertInto('rest')
			.values({ id, membership_id: membership.id, days, created_at: now })
			.execute()
			.catch((error: { code?: string }) => {
				if (error.code !== EXCLUSION_VIOLATION) throw error;
				throw new Refused({ code: 'conflict', key: 'members_rest_overlaps', field: 'from' });
			});
		const { turns } = await tx
			.selectFrom('turn')
			.innerJoin('slot', 'slot.id', 'turn.slot_id')
			.select(({ fn }) => fn.countAll<number>().as('turns'))
			.where('turn.membership_id', '=', membership.id)
			.where('turn.state', 'in', ['planned', 'confirmed'])
			.where(sql<boolean>`slot.day <@ ${days}::daterange and lower(turn.during) > ${now}`)
			.executeTakeFirstOrThrow();
		return { result: { restId: id, turns: Number(turns) }, activity: aboutMember(membership) };
	}
});

/** Ends or takes back a rest. */
export const removeRest = defineCommand({
	name: 'members.removeRest',
	version: 1,
	input: OneRest,
	result: v.object({ restId: v.string() }),
	async guard(context, { restId }) {
		const rest = await context.tx
			.selectFrom('rest')
			.select('membership_id')
			.where('id', '=', restId)
			.executeTakeFirst();
		if (!rest) throw notFound();
		return reachOwn(context, rest.membership_id);
	},
	async run({ tx }, { restId }, membership) {
		await tx.deleteFrom('rest').where('id', '=', restId).execute();
		return { result: { restId }, activity: aboutMember(membership) };
	}
});
