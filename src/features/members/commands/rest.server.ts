import { sql } from 'kysely';
import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { AddRest, Id } from '../schema.ts';
import { reachOwn } from './reach.server.ts';

/** Days without duties. No reason is asked, and none is kept. */
export const addRest = defineCommand({
	name: 'members.addRest',
	version: 1,
	input: AddRest,
	result: v.object({ restId: v.string() }),
	guard: (context, { membershipId }) => reachOwn(context, membershipId),
	async run({ tx, id, now }, { from, until }, membership) {
		const days = sql<string>`daterange(${from}::date, ${until}::date, '[]')`;
		const overlap = await tx
			.selectFrom('rest')
			.select('id')
			.where('membership_id', '=', membership.id)
			.where(sql<boolean>`days && ${days}`)
			.executeTakeFirst();
		if (overlap) throw new Refused({ code: 'conflict', key: 'members_rest_overlaps', field: 'from' });
		await tx.insertInto('rest').values({ id, membership_id: membership.id, days, created_at: now }).execute();
		const subject = { kind: 'membership', id: membership.id };
		const activity = { gardenId: membership.gardenId, subject, forPersonId: membership.personId };
		return { result: { restId: id }, activity };
	}
});

/** Ends or takes back a rest. */
export const removeRest = defineCommand({
	name: 'members.removeRest',
	version: 1,
	input: v.object({ restId: Id }),
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
		const subject = { kind: 'membership', id: membership.id };
		const activity = { gardenId: membership.gardenId, subject, forPersonId: membership.personId };
		return { result: { restId }, activity };
	}
});
