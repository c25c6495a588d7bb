import { sql } from 'kysely';
import type { Db, Tx } from '#lib/db/database.server.ts';
import type { Outline } from '#lib/geo/types.ts';
import { addDays, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import '#features/members/tables.ts';
import '#lib/auth/tables.ts';
import { byNumber } from './numbers.ts';
import { stateOf, type PlotState } from './rules.ts';
import './tables.ts';
import type { EndReason, PlotKind } from './tables.ts';

/** Somebody who holds a plot. */
export interface Holder {
	membershipId: string;
	personId: string;
	/** null: somebody whose account is gone. */
	name: string | null;
	lead: boolean;
	/** null: from the tenancy's first day. */
	since: Day | null;
}

/** A plot held from a day to its last day (null: no end is set), the lead first. */
export interface Tenancy {
	id: string;
	from: Day;
	lastDay: Day | null;
	holders: Holder[];
}

/** A plot with who holds it on one day. */
export interface BoardPlot {
	id: string;
	number: string;
	kind: PlotKind;
	outline: Outline;
	areaM2: number;
	zoneId: string | null;
	notes: string;
	outOfUseSince: Day | null;
	revision: number;
	current: Tenancy | null;
	/** The next one to begin. */
	next: Tenancy | null;
	/** The last one that ended. */
	last: Tenancy | null;
	/** The asker is among the current holders. */
	mine: boolean;
	state: PlotState;
}

/**
 * All plots of a garden with their current, next and last tenancy on a day, in the order in which people count. For stewards and
 * members: the caller guards. Two statements, however many plots.
 */
export async function plotBoard(
	db: Db | Tx,
	gardenId: string,
	today: Day,
	personId: string | null = null
): Promise<BoardPlot[]> {
	const plots = await plotRows(db).where('garden_id', '=', gardenId).execute();
	const tenancies = await nearestTenancies(db, today).where('tenancy.garden_id', '=', gardenId).execute();
	return board(plots, tenancies, today, personId);
}

/** One plot as `plotBoard` has it; undefined where the garden has none of this id. Two statements. */
export async function plotOnBoard(
	db: Db | Tx,
	gardenId: string,
	plotId: string,
	today: Day,
	personId: string | null = null
): Promise<BoardPlot | undefined> {
	const plots = await plotRows(db).where('garden_id', '=', gardenId).where('id', '=', plotId).execute();
	if (!plots.length) return undefined;
	const tenancies = await nearestTenancies(db, today).where('plot_id', '=', plotId).execute();
	return board(plots, tenancies, today, personId)[0];
}

function plotRows(db: Db | Tx) {
	return db
		.selectFrom('plot')
		.select(['id', 'number', 'kind', 'outline', 'area_m2', 'zone_id', 'notes'])
		.select(['out_of_use_since', 'revision']);
}

/** Of each plot the tenancy of the day, the next and the last one; those of one plot never overlap, so nearest by first day is nearest. */
function nearestTenancies(db: Db | Tx, today: Day) {
	return db
		.selectFrom('tenancy')
		.select(['tenancy.id', 'plot_id', 'days', phaseOn(today).as('phase'), holders().as('holders')])
		.distinctOn(['plot_id', sql`phase`])
		.orderBy('plot_id')
		.orderBy(sql`phase`)
		.orderBy(sql`abs(lower(days) - ${today}::date)`);
}

function phaseOn(today: Day) {
	return sql<'last' | 'current' | 'next'>`case
		when upper(days) <= ${today}::date then 'last'
		when lower(days) > ${today}::date then 'next'
		else 'current' end`;
}

/** The holders of the tenancy in the surrounding query, the lead first. */
function holders() {
	return sql<Holder[]>`(
		select coalesce(json_agg(json_build_object(
			'membershipId', membership.id,
			'personId', person.id,
			'name', case when person.erased_at is null then person.name end,
			'lead', holder.lead,
			'since', holder.since
		) order by holder.lead desc, membership.joined_at, membership.id), '[]')
		from tenancy_holder holder
		join membership on membership.id = holder.membership_id
		join person on person.id = membership.person_id
		where holder.tenancy_id = tenancy.id
	)`;
}

type PlotRow = Awaited<ReturnType<ReturnType<typeof plotRows>['execute']>>[number];
type TenancyRow = Awaited<ReturnType<ReturnType<typeof nearestTenancies>['execute']>>[number];

function board(plots: PlotRow[], tenancies: TenancyRow[], today: Day, personId: string | null): BoardPlot[] {
	const byPlot = new Map<string, Partial<Record<TenancyRow['phase'], Tenancy>>>();
	for (const row of tenancies) {
		const of = byPlot.get(row.plot_id) ?? {};
		byPlot.set(row.plot_id, of);
		of[row.phase] = toTenancy(row);
	}
	return plots
		.map((row) => {
			const { current = null, next = null, last = null } = byPlot.get(row.id) ?? {};
			const mine = current?.holders.some((holder) => holder.personId === personId) ?? false;
			const outOfUseSince = row.out_of_use_since;
			return {
				id: row.id,
				number: row.number,
				kind: row.kind,
				outline: row.outline as unknown as Outline,
				areaM2: Number(row.area_m2),
				zoneId: row.zone_id,
				notes: row.notes,
				outOfUseSince,
				revision: row.revision,
				current,
				next,
				last,
				mine,
				state: stateOf({ kind: row.kind, outOfUseSince, current, next, mine }, today)
			};
		})
		.sort(byNumber);
}

function toTenancy({ id, days, holders }: { id: string; days: string; holders: Holder[] }): Tenancy {
	const { from, until } = parseDayRange(days);
	return { id, from: from!, lastDay: until && addDays(until, -1), holders };
}

/** A tenancy in a plot's history. Reason and note only where the asker may know them. */
export interface PastTenancy extends Tenancy {
	former: { personId: string; name: string | null; since: Day | null; lastDay: Day }[];
	reason: EndReason | null;
	note: string;
}

/**
 * All tenancies of a plot, the newest first. `reasons`: why they ended, which is between the holders and the stewards. For stewards
 * and members: the caller guards. One statement.
 */
export async function plotHistory(
	db: Db | Tx,
	gardenId: string,
	plotId: string,
	{ reasons = false } = {}
): Promise<PastTenancy[]> {
	const rows = await db
		.selectFrom('tenancy')
		.select(['tenancy.id', 'days', 'end_reason', 'end_note', holders().as('holders')])
		.select(formerHolders().as('former'))
		.where('tenancy.garden_id', '=', gardenId)
		.where('plot_id', '=', plotId)
		.orderBy(sql`lower(days)`, 'desc')
		.execute();
	return rows.map(({ former, end_reason, end_note, ...row }) => ({
		...toTenancy(row),
		former,
		reason: reasons ? end_reason : null,
		note: reasons ? end_note : ''
	}));
}

function formerHolders() {
	return sql<PastTenancy['former']>`(
		select coalesce(json_agg(json_build_object(
			'personId', person.id,
			'name', case when person.erased_at is null then person.name end,
			'since', former.since,
			'lastDay', former.last_day
		) order by former.last_day), '[]')
		from tenancy_former_holder former
		join membership on membership.id = former.membership_id
		join person on person.id = membership.person_id
		where former.tenancy_id = tenancy.id
	)`;
}

/** A plot that somebody holds or is to have. */
export interface OwnPlot {
	plotId: string;
	number: string;
	kind: PlotKind;
	zoneId: string | null;
	outline: Outline;
	tenancyId: string;
	from: Day;
	lastDay: Day | null;
	lead: boolean;
}

/** The plots that a person holds on a day or is to have later, in the order in which people count. One statement. */
export async function plotsOf(
	db: Db | Tx,
	gardenId: string,
	personId: string,
	today: Day
): Promise<OwnPlot[]> {
	const rows = await db
		.selectFrom('tenancy_holder')
		.innerJoin('membership', 'membership.id', 'tenancy_holder.membership_id')
		.innerJoin('tenancy', 'tenancy.id', 'tenancy_holder.tenancy_id')
		.innerJoin('plot', 'plot.id', 'tenancy.plot_id')
		.select(['plot.id', 'plot.number', 'plot.kind', 'plot.zone_id', 'plot.outline'])
		.select(['tenancy.id as tenancy_id', 'tenancy.days', 'tenancy_holder.lead'])
		.where('membership.garden_id', '=', gardenId)
		.where('membership.person_id', '=', personId)
		.where(sql<boolean>`(upper_inf(tenancy.days) or upper(tenancy.days) > ${today}::date)`)
		.execute();
	return rows
		.map(({ id, number, kind, zone_id, outline, tenancy_id, days, lead }) => {
			const { from, lastDay } = toTenancy({ id, days, holders: [] });
			const plot = { plotId: id, number, kind, zoneId: zone_id, outline: outline as unknown as Outline };
			return { ...plot, tenancyId: tenancy_id, from, lastDay, lead };
		})
		.sort((a, b) => byNumber(a, b) || (a.from < b.from ? -1 : 1));
}

/** Somebody who may be given a plot, and the numbers of those they hold or are to have. */
export interface Gardener {
	membershipId: string;
	name: string;
	plots: string[];
}

/** The stewards and members of a garden by name, with their plots on a day. For stewards: the caller guards. One statement. */
export async function gardeners(db: Db | Tx, gardenId: string, today: Day): Promise<Gardener[]> {
	return db
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.select(['membership.id as membershipId', 'person.name'])
		.select(
			sql<string[]>`array(
				select plot.number from tenancy_holder
				join tenancy on tenancy.id = tenancy_holder.tenancy_id
				join plot on plot.id = tenancy.plot_id
				where tenancy_holder.membership_id = membership.id
					and (upper_inf(tenancy.days) or upper(tenancy.days) > ${today}::date)
				order by plot.number
			)`.as('plots')
		)
		.where('membership.garden_id', '=', gardenId)
		.where('membership.left_at', 'is', null)
		.where('membership.role', 'in', ['steward', 'member'])
		.where('person.erased_at', 'is', null)
		.orderBy(sql`lower(person.name)`)
		.orderBy('membership.id')
		.execute();
}
