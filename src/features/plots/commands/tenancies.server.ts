import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { addDays } from '#lib/time/day.ts';
import { dayRange } from '#lib/time/range.ts';
import { canTakeBack, clashOf, daysFault, tenancyPhase, type Clash, type Taken } from '../rules.ts';
import { EndTenancy, GivePlot, TakeBackTenancy } from '../schema.ts';
import { leadOf, reachGardeners } from './holders.server.ts';
import { reachPlot, reachTenancy, takenDays } from './reach.server.ts';
import { plotNote } from './revision.server.ts';

/**
 * Gives a plot to members from a day on; the first is the lead. Refused where the plot is taken on any of these days (409, with the day from which it
 * is free), out of use, or where one of them does not garden here.
 */
export const give = defineCommand({
	name: 'plots.give',
	version: 1,
	input: GivePlot,
	result: v.object({ tenancyId: v.string() }),
	guard: (context, { plotId }) => reachPlot(context, plotId),
	async run(context, { membershipIds, from, until: lastDay }, { plot, ground }) {
		const { tx, id } = context;
		const wrong = daysFault(from, lastDay, ground.today);
		if (wrong) throw new Refused({ code: 'unprocessable', ...wrong });
		if (plot.out_of_use_since)
			throw new Refused({ code: 'conflict', key: 'plots_give_out', params: { number: plot.number } });
		const people = await reachGardeners(context, plot.garden_id, membershipIds);
		const wanted: Taken = { from, until: lastDay && addDays(lastDay, 1) };
		await insertTenancy(context, plot, wanted);
		await tx
			.insertInto('tenancy_holder')
			.values(
				membershipIds.map((membershipId, at) => ({
					tenancy_id: id,
					garden_id: plot.garden_id,
					membership_id: membershipId,
					lead: at === 0
				}))
			)
			.execute();
		const days = dayRange(wanted.from, wanted.until);
		return {
			result: { tenancyId: id },
			activity: plotNote(plot, { days }, people.get(membershipIds[0]!))
		};
	}
});

async function insertTenancy(
	context: CommandContext,
	plot: { id: string; garden_id: string; number: string },
	wanted: Taken
): Promise<void> {
	const { tx, id, now } = context;
	const clash = clashOf(wanted, await takenDays(context, plot.id));
	if (clash) throw taken(plot.number, clash);
	// The exclusion constraint has the last word, also against whoever came in past the lock on the plot.
	const made = await tx
		.insertInto('tenancy')
		.values({
			id,
			garden_id: plot.garden_id,
			plot_id: plot.id,
			days: dayRange(wanted.from, wanted.until),
			created_at: now
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (made) return;
	const late = clashOf(wanted, await takenDays(context, plot.id));
	throw taken(plot.number, late ?? { key: 'plots_taken_open', day: null });
}

function taken(number: string, { key, day }: Clash, field = 'from'): Refused {
	return new Refused({ code: 'conflict', key, params: { number, ...(day && { day }) }, field });
}

/**
 * Ends a tenancy on its last day, past or to come, with the reason. A planned end can be moved; an end that is past cannot:
 * history is never overwritten.
 */
export const endTenancy = defineCommand({
	name: 'plots.endTenancy',
	version: 1,
	input: EndTenancy,
	result: v.object({ tenancyId: v.string() }),
	guard: (context, { tenancyId }) => reachTenancy(context, tenancyId),
	async run(context, { on, reason, note }, { tenancy, days, plot, ground }) {
		const { tx, now } = context;
		if (tenancyPhase(days, ground.today) === 'past')
			throw new Refused({
				code: 'conflict',
				key: 'plots_ended_already',
				params: { day: addDays(days.until!, -1) }
			});
		const wrong = daysFault(days.from, on, ground.today);
		if (wrong)
			throw new Refused({ code: 'unprocessable', key: wrong.key, params: { day: days.from }, field: 'on' });
		const wanted: Taken = { from: days.from, until: addDays(on, 1) };
		const clash = clashOf(wanted, await takenDays(context, plot.id, tenancy.id));
		if (clash) throw taken(plot.number, clash, 'on');
		await tx
			.updateTable('tenancy')
			.set({
				days: dayRange(wanted.from, wanted.until),
				end_reason: reason,
				end_note: note,
				ended_at: now
			})
			.where('id', '=', tenancy.id)
			.execute();
		const lead = await leadOf(context, tenancy.id);
		return {
			result: { tenancyId: tenancy.id },
			activity: plotNote(plot, { days: dayRange(wanted.from, wanted.until) }, lead?.personId)
		};
	}
});

/** Takes back a tenancy whose first day is not over: a slip of the hand, and no history yet. The log keeps both. */
export const takeBack = defineCommand({
	name: 'plots.takeBack',
	version: 1,
	input: TakeBackTenancy,
	result: v.object({ plotId: v.string() }),
	guard: (context, { tenancyId }) => reachTenancy(context, tenancyId),
	async run(context, _input, { tenancy, days, plot, ground }) {
		if (!canTakeBack(days, ground.today))
			throw new Refused({ code: 'conflict', key: 'plots_begun_already', params: { day: days.from } });
		const lead = await leadOf(context, tenancy.id);
		await context.tx.deleteFrom('tenancy').where('id', '=', tenancy.id).execute();
		return {
			result: { plotId: plot.id },
			activity: plotNote(plot, { days: tenancy.days }, lead?.personId)
		};
	}
});
