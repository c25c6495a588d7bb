import { personParts } from '#features/person-parts.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { OneMembership } from '../schema.ts';
import { aboutMember } from './about.ts';
import { Changed } from './change.server.ts';
import { holdingRoles, keepASteward, reachOwn, requireNoPlot } from './reach.server.ts';

/**
 * Leaves a garden, or takes somebody out of it. Refused while the person holds a plot (its hand-over comes
 * first) and for the last steward of people. Each room passes on what it holds of them; the record of what was
 * done stays.
 */
export const leave = defineCommand({
	name: 'members.leave',
	version: 1,
	input: OneMembership,
	result: Changed,
	async guard(context, { membershipId }) {
		const membership = await holdingRoles(context, () => reachOwn(context, membershipId));
		if (membership.role === 'steward') await keepASteward(context, membership);
		await requireNoPlot(context, membership, 'members_holds_plot');
		return membership;
	},
	async run({ tx, now, actor }, _input, membership) {
		const { id: membershipId, gardenId, personId } = membership;
		for (const part of personParts) await part.leave?.(tx, { membershipId, gardenId, personId }, now);
		await tx
			.updateTable('invitation')
			.set({ revoked_at: now })
			.where('garden_id', '=', gardenId)
			.where('person_id', '=', personId)
			.where('revoked_at', 'is', null)
			.execute();
		const what = personId === actor.personId ? 'left' : 'removed';
		return { result: { membershipId }, activity: aboutMember(membership, what) };
	}
});
