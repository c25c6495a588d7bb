import { sql } from 'kysely';
import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { Id } from '../schema.ts';
import { keepASteward, reachOwn } from './reach.server.ts';

/**
 * Leaves a garden, or takes somebody out of it. Refused while the person holds a plot (its hand-over comes
 * first) and for the last steward. Turns to come ask for a stand-in. The record of what was done stays.
 */
export const leave = defineCommand({
	name: 'members.leave',
	version: 1,
	input: v.object({ membershipId: Id }),
	result: v.object({ membershipId: v.string() }),
	async guard(context, { membershipId }) {
		const membership = await reachOwn(context, membershipId);
		await context.tx.selectFrom('garden').select('id').where('id', '=', membership.gardenId).forUpdate().execute();
		if (membership.role === 'steward') await keepASteward(context, membership);
		const plot = await context.tx
			.selectFrom('tenancy_holder')
			.innerJoin('tenancy', 'tenancy.id', 'tenancy_holder.tenancy_id')
			.innerJoin('plot', 'plot.id', 'tenancy.plot_id')
			.select('plot.number')
			.where('membership_id', '=', membershipId)
			.where(sql<boolean>`upper_inf(tenancy.days) or upper(tenancy.days) > ${context.now}::date`)
			.executeTakeFirst();
		if (plot) throw new Refused({ code: 'conflict', key: 'members_holds_plot', params: { number: plot.number } });
		return membership;
	},
	async run({ tx, now }, _input, membership) {
		await tx.updateTable('membership').set({ left_at: now }).where('id', '=', membership.id).execute();
		await tx
			.updateTable('turn')
			.set({ state: 'looking', looking_since: now, updated_at: now })
			.where('membership_id', '=', membership.id)
			.where('state', 'in', ['planned', 'confirmed'])
			.where(sql<boolean>`lower(during) > ${now}`)
			.execute();
		const subject = { kind: 'membership', id: membership.id };
		const activity = { gardenId: membership.gardenId, subject, forPersonId: membership.personId };
		return { result: { membershipId: membership.id }, activity };
	}
});
