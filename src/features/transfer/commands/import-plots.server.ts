import { sql } from 'kysely';
import * as v from 'valibot';
import { requireArea } from '#features/members/access.server.ts';
import { MOST_PLOTS } from '#features/plots/rules.ts';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { previewPlots, type PlotPreview } from '../plot-import.server.ts';
import { refusedFile } from '../refusals.ts';
import { ImportPlots, type PlannedPlot } from '../schema.ts';

/**
 * Brings plots in from the text of a GeoJSON file, all or nothing: new numbers are added, known ones take the file's outline and kind.
 * Refused where a single shape cannot be used, and (409) where the plan is another than `expected`, which the sender saw.
 */
export const importPlots = defineCommand({
	name: 'transfer.importPlots',
	version: 1,
	input: ImportPlots,
	result: v.object({ added: v.number(), changed: v.number(), same: v.number() }),
	guard: reachGarden,
	async run(context, { gardenId, text, options, expected }) {
		const plan = await previewPlots(context.tx, gardenId, text, options);
		if (!plan.accepted) throw refusedFile(plan.problems, plan.problemCount);
		const { add, change, same } = plan.counts;
		if (expected && (expected.add !== add || expected.change !== change)) throw moved();
		checkRoom(plan);
		const rows = (action: PlannedPlot['action']) => plan.rows.filter((row) => row.action === action);
		await addPlots(context, gardenId, rows('add'));
		await changePlots(context, gardenId, rows('change'));
		return {
			result: { added: add, changed: change, same },
			activity: { gardenId, subject: null, data: { what: String(add + change), add, change } }
		};
	}
});

async function reachGarden(context: CommandContext, { gardenId }: { gardenId: string }): Promise<void> {
	await requireArea(context, gardenId, 'plots');
	// The row is held, so that of two imports at once the second sees what the first brought.
	const garden = await context.tx
		.selectFrom('garden')
		.select('id')
		.where('id', '=', gardenId)
		.where('closed_at', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!garden) throw notFound();
}

function checkRoom({ existing, counts }: PlotPreview): void {
	if (existing.length + counts.add > MOST_PLOTS)
		throw new Refused({ code: 'unprocessable', key: 'plots_too_many', params: { limit: MOST_PLOTS } });
}

function moved(): Refused {
	return new Refused({ code: 'conflict', key: 'transfer_plan_moved' });
}

async function addPlots({ tx, now }: CommandContext, gardenId: string, rows: PlannedPlot[]): Promise<void> {
	if (rows.length === 0) return;
	const values = rows.map(({ number, kind, outline, area }) => ({
		id: newId(),
		number,
		kind,
		outline,
		area: area.toFixed(2)
	}));
	// One statement and one parameter, however many plots: a parameter for each value would end at 65 535.
	const { rows: made } = await sql<{ count: number }>`
		with made as (
			insert into plot (id, garden_id, number, kind, outline, area_m2, created_at, updated_at)
			select id, ${gardenId}::uuid, number, kind, outline, area, ${now}::timestamptz, ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
				as file (id uuid, number text, kind text, outline jsonb, area numeric)
			on conflict do nothing
			returning 1
		)
		select count(*)::int as count from made`.execute(tx);
	if (made[0]?.count !== rows.length) throw moved();
}

async function changePlots(
	{ tx, now }: CommandContext,
	gardenId: string,
	rows: PlannedPlot[]
): Promise<void> {
	if (rows.length === 0) return;
	const values = rows.map(({ id, kind, outline, area }) => ({ id, kind, outline, area: area.toFixed(2) }));
	await sql`
		update plot set
			kind = file.kind,
			outline = file.outline,
			area_m2 = file.area,
			revision = revision + 1,
			updated_at = ${now}::timestamptz
		from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
			as file (id uuid, kind text, outline jsonb, area numeric)
		where plot.id = file.id and plot.garden_id = ${gardenId}::uuid`.execute(tx);
}
