import { sql } from 'kysely';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { grantableAreas, type Standing } from '../rules.ts';
import { SetRole } from '../schema.ts';
import type { Area } from '../tables.ts';
import { aboutMember } from './about.ts';
import { Changed } from './change.server.ts';
import { holdingRoles, keepASteward, reachAsSteward, requireNoPlot, type Reached } from './reach.server.ts';

/**
 * Role and, for stewards, the areas they run. A garden always keeps a steward who looks after its people; who
 * holds a plot can't be a neighbour.
 */
export const setRole = defineCommand({
	name: 'members.setRole',
	version: 1,
	input: SetRole,
	result: Changed,
	async guard(context, { membershipId, role, areas }) {
		const membership = await holdingRoles(context, () => reachAsSteward(context, membershipId));
		const staysInCharge = role === 'steward' && areas.includes('people');
		if (membership.role === 'steward' && !staysInCharge) await keepASteward(context, membership);
		if (role === 'steward') await requireMayGive(context, membership, areas);
		if (role === 'neighbour') await requireNoPlot(context, membership, 'members_neighbour_holds_plot');
		return membership;
	},
	async run({ tx, now, actor }, { role, areas }, membership) {
		await tx.updateTable('membership').set({ role }).where('id', '=', membership.id).execute();
		const kept = role === 'steward' ? areas : [];
		await tx
			.deleteFrom('membership_area')
			.where('membership_id', '=', membership.id)
			.where('area', '<>', sql<Area>`all(${sql.val(kept)}::text[])`)
			.execute();
		const grant = { membership_id: membership.id, granted_at: now, granted_by: actor.personId };
		if (kept.length)
			await tx
				.insertInto('membership_area')
				.values([...new Set(kept)].map((area) => ({ area, ...grant })))
				// An area that stays keeps who gave it, and when.
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		return { result: { membershipId: membership.id }, activity: aboutMember(membership, role) };
	}
});

async function requireMayGive(
	{ tx }: CommandContext,
	{ id, gardenId, by }: Reached & { by: Standing | null },
	areas: readonly Area[]
): Promise<void> {
	if (areas.length === 0)
		throw new Refused({ code: 'invalid', key: 'members_steward_needs_area', field: 'areas' });
	const rows = await tx
		.selectFrom('membership_area')
		.innerJoin('membership', 'membership.id', 'membership_area.membership_id')
		.select(['area', 'membership_id'])
		.where('garden_id', '=', gardenId)
		.where('left_at', 'is', null)
		.execute();
	const run = rows.map(({ area }) => area);
	const has = rows.filter(({ membership_id }) => membership_id === id).map(({ area }) => area);
	const grantable = grantableAreas(by, { run, has });
	if (areas.some((area) => !grantable.includes(area)))
		throw new Refused({ code: 'forbidden', key: 'members_area_not_yours', field: 'areas' });
}
