import { requireArea } from '#features/members/access.server.ts';
import type { CommandContext } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import type { Position } from '#lib/geo/types.ts';
import { dayOf, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import '#features/gardens/tables.ts';
import '../tables.ts';
import type { Taken } from '../rules.ts';

/** A garden as the commands on its plots need it. `today` is a day of its own time zone. */
export interface ReachedGround {
	id: string;
	place: Position;
	today: Day;
}

/** Guard: an open garden, for a steward who runs its plots (or the operator). */
export async function reachGround(context: CommandContext, gardenId: string): Promise<ReachedGround> {
	await requireArea(context, gardenId, 'plots');
	const row = await context.tx
		.selectFrom('garden')
		.select(['id', 'lng', 'lat', 'time_zone'])
		.where('id', '=', gardenId)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	if (!row) throw notFound();
	return { id: row.id, place: [row.lng, row.lat], today: dayOf(context.now, row.time_zone) };
}

/**
 * Guard: a plot, for a steward who runs the plots of its garden. From here on until the end of the transaction
 * nobody else changes the plot or who holds it: all commands on a plot and its tenancies come this way.
 */
export async function reachPlot(context: CommandContext, plotId: string) {
	const { tx } = context;
	const known = await tx.selectFrom('plot').select('garden_id').where('id', '=', plotId).executeTakeFirst();
	if (!known) throw notFound();
	const ground = await reachGround(context, known.garden_id);
	const plot = await tx
		.selectFrom('plot')
		.selectAll()
		.where('id', '=', plotId)
		.forUpdate()
		.executeTakeFirst();
	if (!plot) throw notFound();
	return { plot, ground };
}

/** Guard: a tenancy with its plot, likewise. */
export async function reachTenancy(context: CommandContext, tenancyId: string) {
	const { tx } = context;
	const known = await tx
		.selectFrom('tenancy')
		.select('plot_id')
		.where('id', '=', tenancyId)
		.executeTakeFirst();
	if (!known) throw notFound();
	const { plot, ground } = await reachPlot(context, known.plot_id);
	// Read only now that the plot is ours: somebody may have ended it while we waited.
	const tenancy = await tx.selectFrom('tenancy').selectAll().where('id', '=', tenancyId).executeTakeFirst();
	if (!tenancy) throw notFound();
	return { tenancy, days: takenOf(tenancy.days), plot, ground };
}

/** The days of a stored tenancy. */
export function takenOf(days: string): Taken {
	return parseDayRange(days) as Taken;
}

/** The days of a plot's tenancies, without one of them. */
export async function takenDays(
	{ tx }: CommandContext,
	plotId: string,
	except: string | null = null
): Promise<Taken[]> {
	const rows = await tx.selectFrom('tenancy').select(['id', 'days']).where('plot_id', '=', plotId).execute();
	return rows.filter(({ id }) => id !== except).map(({ days }) => takenOf(days));
}
