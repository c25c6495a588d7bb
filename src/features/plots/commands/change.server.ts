import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { numberKey } from '../numbers.ts';
import { ChangePlot, RemovePlot } from '../schema.ts';
import { reachPlot, takenDays } from './reach.server.ts';
import { requireZone } from '#features/gardens/zone.server.ts';
import { checkRevision, numberTaken, plotNote, type PlotField } from './revision.server.ts';

const UNIQUE = '23505';

type Reached = Awaited<ReturnType<typeof reachPlot>>;

/**
 * Changes what is known of a plot; what is left out stays. Refused (409) where another steward changed it since it was seen, with
 * the fields that changed, and for a number that another plot has. A plot that is held, or given from a later day on, is not out of use.
 */
export const change = defineCommand({
	name: 'plots.change',
	version: 1,
	input: ChangePlot,
	result: v.object({ plotId: v.string(), revision: v.number() }),
	guard: (context, { plotId }) => reachPlot(context, plotId),
	async run(context, input, { plot, ground }) {
		const { tx, now } = context;
		await checkRevision(context, plot, input.revision);
		await requireZone(context.tx, plot.garden_id, input.zoneId);
		const next = {
			number: input.number ?? plot.number,
			kind: input.kind ?? plot.kind,
			zone_id: input.zoneId === undefined ? plot.zone_id : input.zoneId,
			notes: input.notes ?? plot.notes,
			out_of_use_since: outOfUseSince(input.outOfUse, plot, ground.today)
		};
		if (next.out_of_use_since && !plot.out_of_use_since) await checkUnheld(context, plot.id, ground.today);
		if (numberKey(next.number) !== numberKey(plot.number))
			await checkNumber(context, plot.garden_id, next.number);
		const revision = plot.revision + 1;
		await tx
			.updateTable('plot')
			.set({ ...next, revision, updated_at: now })
			.where('id', '=', plot.id)
			.execute()
			.catch((error: { code?: string }) => {
				throw error.code === UNIQUE ? numberTaken(next.number) : error;
			});
		const changed = changedFields(plot, next);
		return {
			result: { plotId: plot.id, revision },
			activity: plotNote({ ...plot, number: next.number }, { revision, changed })
		};
	}
});

function outOfUseSince(wanted: boolean | undefined, plot: Reached['plot'], today: string): string | null {
	if (wanted === undefined) return plot.out_of_use_since;
	return wanted ? (plot.out_of_use_since ?? today) : null;
}

async function checkUnheld(context: CommandContext, plotId: string, today: string) {
	const taken = await takenDays(context, plotId);
	if (taken.some(({ until }) => until === null || until > today))
		throw new Refused({ code: 'conflict', key: 'plots_out_held', field: 'outOfUse' });
}

async function checkNumber({ tx }: CommandContext, gardenId: string, number: string) {
	const same = await tx
		.selectFrom('plot')
		.select('id')
		.where('garden_id', '=', gardenId)
		.where((eb) => eb(eb.fn('lower', ['number']), '=', eb.fn('lower', [eb.val(number)])))
		.executeTakeFirst();
	if (same) throw numberTaken(number);
}

function changedFields(
	before: Reached['plot'],
	after: Pick<Reached['plot'], 'number' | 'kind' | 'zone_id' | 'notes' | 'out_of_use_since'>
): PlotField[] {
	const pairs: [PlotField, keyof typeof after][] = [
		['number', 'number'],
		['kind', 'kind'],
		['zoneId', 'zone_id'],
		['notes', 'notes'],
		['outOfUse', 'out_of_use_since']
	];
	return pairs.filter(([, column]) => before[column] !== after[column]).map(([field]) => field);
}

/** Takes a plot off the map for good. Only one that nobody ever held: the others keep their history and go out of use. */
export const remove = defineCommand({
	name: 'plots.remove',
	version: 1,
	input: RemovePlot,
	result: v.object({ plotId: v.string() }),
	guard: (context, { plotId }) => reachPlot(context, plotId),
	async run(context, _input, { plot }) {
		const taken = await takenDays(context, plot.id);
		if (taken.length)
			throw new Refused({ code: 'conflict', key: 'plots_remove_held', params: { number: plot.number } });
		await context.tx.deleteFrom('plot').where('id', '=', plot.id).execute();
		return { result: { plotId: plot.id }, activity: plotNote(plot) };
	}
});
