import * as v from 'valibot';
import { gardenerRead, GardenParam } from '#features/gardens/reading.server.ts';
import { runs } from '#features/members/rules.ts';
import { Count, Day, Flag, Geometry, Id, IdParam, Num, or, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { dayOf } from '#lib/time/day.ts';
import { plotBoard, plotHistory, plotOnBoard } from './queries.server.ts';
import { forReader } from './reader.server.ts';
import { END_REASONS, PLOT_KINDS } from './rules.ts';

const Tenancy = v.strictObject({
	id: Id,
	from: Day,
	lastDay: or(Day),
	holders: v.array(
		v.strictObject({
			/** '' for readers who do not look after plots. */
			membershipId: Text,
			personId: Text,
			name: or(Text),
			lead: Flag,
			since: or(Day)
		})
	)
});

const Plot = v.strictObject({
	...{ id: Id, number: Text, kind: v.picklist(PLOT_KINDS), outline: Geometry, areaM2: Num },
	...{ zoneId: or(Id), notes: Text, outOfUseSince: or(Day), revision: Count },
	...{ current: or(Tenancy), next: or(Tenancy), last: or(Tenancy), mine: Flag },
	state: v.picklist(['free', 'held', 'mine', 'ending', 'upcoming', 'donation', 'nursery', 'shared', 'out'])
});

const list = defineRead({
	name: 'plots.list',
	path: '/gardens/{garden}/plots',
	summary: 'The plots of your garden and who holds them today.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({ today: Day, plots: v.array(Plot) }),
	async read(context, params) {
		const { id, timeZone, standing } = await gardenerRead(context, params);
		const today = dayOf(context.now, timeZone);
		const plots = await plotBoard(context.db, id, today, standing.personId);
		return { today, plots: runs(standing, 'plots') ? plots : plots.map(forReader) };
	}
});

const one = defineRead({
	name: 'plots.one',
	path: '/gardens/{garden}/plots/{plot}',
	summary: 'One plot of your garden with its history; why tenancies ended is for stewards of plots.',
	reader: 'person',
	params: v.object({ garden: GardenParam, plot: IdParam }),
	result: v.strictObject({
		plot: Plot,
		history: v.array(
			v.strictObject({
				...Tenancy.entries,
				former: v.array(v.strictObject({ personId: Text, name: or(Text), since: or(Day), lastDay: Day })),
				reason: or(v.picklist(END_REASONS)),
				note: Text
			})
		)
	}),
	async read(context, params) {
		const { id, timeZone, standing } = await gardenerRead(context, params);
		const today = dayOf(context.now, timeZone);
		const plot = await plotOnBoard(context.db, id, params.plot, today, standing.personId);
		if (!plot) throw notFound();
		const steward = runs(standing, 'plots');
		const history = await plotHistory(context.db, id, params.plot, { reasons: steward });
		return { plot: steward ? plot : forReader(plot), history: steward ? history : history.map(unnumbered) };
	}
});

type Past = Awaited<ReturnType<typeof plotHistory>>[number];

/** Without the ids that only the stewards' forms need. */
function unnumbered(tenancy: Past): Past {
	const holders = tenancy.holders.map((holder) => ({ ...holder, membershipId: '', personId: '' }));
	return { ...tenancy, holders, former: tenancy.former.map((one) => ({ ...one, personId: '' })) };
}

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [list, one];
