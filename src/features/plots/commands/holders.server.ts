import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import '#features/members/tables.ts';
import { MOST_HOLDERS, tenancyPhase } from '../rules.ts';
import { ChangeHolder } from '../schema.ts';
import { reachTenancy } from './reach.server.ts';
import { plotNote } from './revision.server.ts';

/** The people behind memberships of a garden, by membership. Refuses those who are not in it, and neighbours: they hold no plot. */
export async function reachGardeners(
	{ tx }: CommandContext,
	gardenId: string,
	membershipIds: readonly string[]
): Promise<Map<string, string>> {
	const rows = await tx
		.selectFrom('membership')
		.select(['id', 'person_id', 'role'])
		.where('garden_id', '=', gardenId)
		.where('left_at', 'is', null)
		.where('id', 'in', membershipIds)
		.execute();
	if (rows.length < membershipIds.length)
		throw new Refused({ code: 'unprocessable', key: 'plots_not_in_garden', field: 'membershipIds' });
	if (rows.some(({ role }) => role === 'neighbour'))
		throw new Refused({ code: 'unprocessable', key: 'plots_neighbours_hold_none', field: 'membershipIds' });
	return new Map(rows.map(({ id, person_id }) => [id, person_id]));
}

/** The holders of a tenancy, the lead first, then as they came. */
export async function holdersOf({ tx }: CommandContext, tenancyId: string) {
	return tx
		.selectFrom('tenancy_holder')
		.innerJoin('membership', 'membership.id', 'tenancy_holder.membership_id')
		.select(['membership_id as membershipId', 'lead', 'since', 'person_id as personId'])
		.where('tenancy_id', '=', tenancyId)
		.orderBy('lead', 'desc')
		.orderBy('membership.joined_at')
		.execute();
}

/** The lead of a tenancy; undefined where their account and all of them is gone. */
export async function leadOf(context: CommandContext, tenancyId: string) {
	return (await holdersOf(context, tenancyId))[0];
}

/** Adds a co-gardener to a tenancy that runs or is to come. */
export const addHolder = defineCommand({
	name: 'plots.addHolder',
	version: 1,
	input: ChangeHolder,
	result: v.object({ tenancyId: v.string() }),
	guard: (context, { tenancyId }) => reachTenancy(context, tenancyId),
	async run(context, { membershipId }, { tenancy, days, plot, ground }) {
		const phase = openPhase(days, ground.today);
		const people = await reachGardeners(context, plot.garden_id, [membershipId]);
		const holders = await holdersOf(context, tenancy.id);
		if (holders.some((holder) => holder.membershipId === membershipId))
			throw new Refused({ code: 'conflict', key: 'plots_holder_already', field: 'membershipId' });
		if (holders.length >= MOST_HOLDERS)
			throw new Refused({
				code: 'unprocessable',
				key: 'plots_too_many_holders',
				params: { limit: MOST_HOLDERS }
			});
		await context.tx
			.insertInto('tenancy_holder')
			.values({
				tenancy_id: tenancy.id,
				garden_id: plot.garden_id,
				membership_id: membershipId,
				lead: holders.length === 0,
				since: phase === 'current' ? ground.today : null
			})
			.execute();
		return {
			result: { tenancyId: tenancy.id },
			activity: plotNote(plot, {}, people.get(membershipId))
		};
	}
});

/** Takes a co-gardener off; the last one stays until the tenancy ends. Where the lead goes, the next one leads. */
export const removeHolder = defineCommand({
	name: 'plots.removeHolder',
	version: 1,
	input: ChangeHolder,
	result: v.object({ tenancyId: v.string() }),
	guard: (context, { tenancyId }) => reachTenancy(context, tenancyId),
	async run(context, { membershipId }, { tenancy, days, plot, ground }) {
		const phase = openPhase(days, ground.today);
		const holders = await holdersOf(context, tenancy.id);
		const gone = holders.find((holder) => holder.membershipId === membershipId);
		if (!gone) throw notFound();
		const heir = holders.find((holder) => holder.membershipId !== membershipId);
		if (!heir) throw new Refused({ code: 'conflict', key: 'plots_last_holder' });
		await context.tx
			.deleteFrom('tenancy_holder')
			.where('tenancy_id', '=', tenancy.id)
			.where('membership_id', '=', membershipId)
			.execute();
		if (gone.lead)
			await context.tx
				.updateTable('tenancy_holder')
				.set({ lead: true })
				.where('tenancy_id', '=', tenancy.id)
				.where('membership_id', '=', heir.membershipId)
				.execute();
		// Who held it stays in the plot's history; before its first day nobody held it yet.
		if (phase === 'current')
			await context.tx
				.insertInto('tenancy_former_holder')
				.values({
					id: newId(),
					tenancy_id: tenancy.id,
					garden_id: plot.garden_id,
					membership_id: membershipId,
					since: gone.since,
					last_day: ground.today
				})
				.execute();
		return { result: { tenancyId: tenancy.id }, activity: plotNote(plot, {}, gone.personId) };
	}
});

function openPhase(days: Parameters<typeof tenancyPhase>[0], today: string): 'current' | 'future' {
	const phase = tenancyPhase(days, today);
	if (phase === 'past') throw new Refused({ code: 'conflict', key: 'plots_tenancy_past' });
	return phase;
}
