import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { readPlotOutline } from '../outline.ts';
import { MOST_PLOTS } from '../rules.ts';
import { AddPlot, ReshapePlot } from '../schema.ts';
import { reachGround, reachPlot } from './reach.server.ts';
import { requireZone } from '#features/gardens/zone.server.ts';
import { checkRevision, numberTaken, plotNote } from './revision.server.ts';

const Result = v.object({ plotId: v.string(), revision: v.number() });

/** Puts a plot on the garden's map. Its number is its own in the garden, whatever its case. */
export const add = defineCommand({
	name: 'plots.add',
	version: 1,
	input: AddPlot,
	result: Result,
	guard: (context, { gardenId }) => reachGround(context, gardenId),
	async run(context, { gardenId, number, kind, outline: given, zoneId, notes }, ground) {
		const { tx, id, now } = context;
		const { outline, areaM2 } = readPlotOutline(given, ground.place);
		await requireZone(context.tx, gardenId, zoneId);
		await checkRoom(context, gardenId);
		const made = await tx
			.insertInto('plot')
			.values({
				id,
				garden_id: gardenId,
				number,
				kind,
				notes,
				outline: JSON.stringify(outline),
				area_m2: areaM2,
				zone_id: zoneId,
				created_at: now,
				updated_at: now
			})
			.onConflict((conflict) => conflict.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!made) throw numberTaken(number);
		return {
			result: { plotId: id, revision: 1 },
			activity: plotNote({ id, garden_id: gardenId, number }, { revision: 1 })
		};
	}
});

async function checkRoom({ tx }: CommandContext, gardenId: string): Promise<void> {
	const { count } = await tx
		.selectFrom('plot')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('garden_id', '=', gardenId)
		.executeTakeFirstOrThrow();
	if (Number(count) >= MOST_PLOTS)
		throw new Refused({ code: 'unprocessable', key: 'plots_too_many', params: { limit: MOST_PLOTS } });
}

/** Draws a plot's outline anew. Refused (409) where another steward changed the plot since it was seen. */
export const reshape = defineCommand({
	name: 'plots.reshape',
	version: 1,
	input: ReshapePlot,
	result: Result,
	guard: (context, { plotId }) => reachPlot(context, plotId),
	async run(context, { plotId, outline: given, revision: seen }, { plot, ground }) {
		await checkRevision(context, plot, seen);
		const { outline, areaM2 } = readPlotOutline(given, ground.place);
		const revision = plot.revision + 1;
		await context.tx
			.updateTable('plot')
			.set({ outline: JSON.stringify(outline), area_m2: areaM2, revision, updated_at: context.now })
			.where('id', '=', plotId)
			.execute();
		return {
			result: { plotId, revision },
			activity: plotNote(plot, { revision, changed: ['outline'] })
		};
	}
});
