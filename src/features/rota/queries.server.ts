import { sql } from 'kysely';
import { gardens, type Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import { addDays, dayOf, monthBounds, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import { canRunRotas, DAYS_IN_SIGHT } from './rules.ts';
import { toSummary, type RotaRow } from './rota-rows.server.ts';
import {
	asJson,
	inOrder,
	seatsWanted,
	standInsWanted,
	turnColumns,
	turnTables,
	toTurnView
} from './turn-rows.server.ts';
import type { RotaSummary, RotaToday, TurnPage, TurnView, Wanted } from './view.ts';
import type { Reason } from './sharing/types.ts';

/** A garden as these reads need it: its id, its clock, and the asker's place in it. */
export interface Place {
	id: string;
	timeZone: string;
	standing: Standing;
}

const DAYS_BACK = 7;
const DAYS_AHEAD = 60;
/** Empty seats are shown on Today when they come near. */
const NEAR_DAYS = 3;
const MOST_WANTED = 4;

/**
 * What *Today* shows of the rotas to one person. One statement. For stewards and members; neighbours have no
 * turns and get an empty day without a statement.
 */
export async function todayFor(db: Db, place: Place, now: Date): Promise<RotaToday> {
	const day = dayOf(now, place.timeZone);
	if (!gardens(place.standing)) return { day, turns: [], wanted: [], rest: null, hasPlot: false };
	const { membershipId, personId } = place.standing;
	const asker = { gardenId: place.id, membershipId, personId, now };
	const week = addDays(day, -DAYS_BACK);
	const first = monthBounds(day).from;
	const { rows } = await sql<TodayRow>`
		select
			${asJson(ownTurns(asker, week < first ? week : first, addDays(day, DAYS_AHEAD)))} as turns,
			${asJson(standInsWanted(asker, MOST_WANTED))} as stand_ins,
			${asJson(seatsWanted(asker, addDays(day, NEAR_DAYS), MOST_WANTED))} as seats,
			(select days::text from rest where membership_id = ${membershipId} and days @> ${day}::date) as rest,
			exists (
				select from tenancy_holder join tenancy on tenancy.id = tenancy_holder.tenancy_id
				where tenancy_holder.membership_id = ${membershipId} and tenancy.days @> ${day}::date
			) as has_plot`.execute(db);
	const row = rows[0]!;
	return {
		day,
		turns: row.turns.map(toTurnView),
		wanted: inOrder(row.stand_ins, row.seats, MOST_WANTED),
		rest: row.rest === null ? null : { lastDay: lastDayOf(row.rest) },
		hasPlot: row.has_plot
	};
}

interface TodayRow {
	turns: TurnView[];
	stand_ins: Wanted[];
	seats: Wanted[];
	rest: string | null;
	has_plot: boolean;
}

function ownTurns({ gardenId, personId }: { gardenId: string; personId: string }, from: Day, until: Day) {
	return sql`
		select ${turnColumns} from ${turnTables}
		where turn.person_id = ${personId} and turn.garden_id = ${gardenId} and turn.state <> 'swapped_away'
			and slot.day >= ${from}::date and slot.day < ${until}::date
		order by lower(turn.during)`;
}

function lastDayOf(days: string): Day | null {
	const { until } = parseDayRange(days);
	return until && addDays(until, -1);
}

/** A person's own turns from a day up to another, in order. One statement. */
export async function myTurns(db: Db, place: Place, from: Day, until: Day): Promise<TurnView[]> {
	const asker = { gardenId: place.id, personId: place.standing.personId };
	const { rows } = await sql<{ turns: TurnView[] }>`
		select ${asJson(ownTurns(asker, from, until))} as turns`.execute(db);
	return rows[0]!.turns.map(toTurnView);
}

/** The garden's rotas, one's own turns in the next thirty-three days, and what is wanted in the next fortnight. */
export interface RotaOverview {
	day: Day;
	rotas: RotaSummary[];
	turns: TurnView[];
	wanted: Wanted[];
}

/** A page that is kept for a few days still shows all the days that are in sight then. */
const DAYS_KEPT = 3;
const FORTNIGHT = 14;

/** All of the rota page in one statement. Drafts are for those who run rotas. */
export async function rotaOverview(db: Db, place: Place, now: Date): Promise<RotaOverview> {
	const day = dayOf(now, place.timeZone);
	const { membershipId, personId } = place.standing;
	const asker = { gardenId: place.id, membershipId, personId, now };
	const { rows } = await sql<{ rotas: RotaRow[]; turns: TurnView[]; stand_ins: Wanted[]; seats: Wanted[] }>`
		select
			${asJson(rotasOf(place, day, now))} as rotas,
			${asJson(ownTurns(asker, day, addDays(day, DAYS_IN_SIGHT + DAYS_KEPT)))} as turns,
			${asJson(standInsWanted(asker, 20))} as stand_ins,
			${asJson(seatsWanted(asker, addDays(day, FORTNIGHT), 20))} as seats`.execute(db);
	const row = rows[0]!;
	return {
		day,
		rotas: row.rotas.map((rota) => toSummary(rota, day)),
		turns: row.turns.map(toTurnView),
		wanted: inOrder(row.stand_ins, row.seats, 20)
	};
}

function rotasOf({ id, standing }: Place, day: Day, now: Date) {
	return sql`
		select rota.id, rota.name, rota.duty, zone.name as zone, rota.season, rota.recurrence,
			rota.starts_at, rota.minutes, rota.room, rota.published_at, rota.ended_at,
			(
				select count(*)::int from turn join slot on slot.id = turn.slot_id
				where slot.rota_id = rota.id and turn.person_id = ${standing.personId} and lower(turn.during) > ${now}
					and turn.state in ('planned', 'confirmed', 'looking')
			) as mine,
			(
				select coalesce(sum(slot.room - (
					select count(*) from turn where turn.slot_id = slot.id
						and turn.state in ('planned', 'confirmed', 'looking', 'done', 'missed')
				)), 0)::int
				from slot
				where slot.rota_id = rota.id and slot.cancelled_at is null and lower(slot.during) > ${now}
					and slot.day <= ${addDays(day, FORTNIGHT)}::date
			) as empty
		from rota left join zone on zone.id = rota.zone_id
		where rota.garden_id = ${id} and (rota.published_at is not null or ${canRunRotas(standing)}::boolean)
		order by rota.ended_at is not null, upper(rota.season) <= ${day}::date, lower(rota.season), rota.name, rota.id`;
}

interface TurnPageRow extends TurnView {
	personId: string;
	holder: string;
	why: string;
	takenOverFrom: string | null;
	nowWith: { turnId: string; name: string } | null;
	cancelReason: string | null;
	events: { at: string; by: string | null; to: TurnView['state'] }[];
}

/** A turn's page, for those who garden where it is; null for others. One statement. */
export async function turnPage(db: Db, place: Place, turnId: string): Promise<TurnPage | null> {
	if (!gardens(place.standing)) return null;
	const { rows } = await sql<{ found: TurnPageRow[] }>`
		select ${asJson(oneTurn(place.id, turnId))} as found`.execute(db);
	const found = rows[0]!.found[0];
	if (!found) return null;
	const { personId, holder, why, takenOverFrom, nowWith, cancelReason, events, ...turn } = found;
	return {
		turn: toTurnView(turn),
		holder,
		mine: personId === place.standing.personId,
		why: why ? (JSON.parse(why) as Reason) : null,
		takenOverFrom,
		nowWith,
		cancelReason,
		events: events.map((event) => ({ ...event, at: new Date(event.at).toISOString() }))
	};
}

function oneTurn(gardenId: string, turnId: string) {
	return sql`
		select ${turnColumns}, turn.person_id as "personId", person.name as holder, turn.why,
			slot.cancel_reason as "cancelReason",
			(
				select person.name from turn before join person on person.id = before.person_id
				where before.id = turn.took_over_from
			) as "takenOverFrom",
			(
				select json_build_object('turnId', after.id, 'name', person.name)
				from turn after join person on person.id = after.person_id
				where after.took_over_from = turn.id
			) as "nowWith",
			${asJson(sql`
				select turn_event.at, person.name as by, turn_event.to_state as to
				from turn_event left join person on person.id = turn_event.by_person_id
				where turn_event.turn_id = turn.id
				order by turn_event.at, turn_event.id`)} as events
		from ${turnTables} join person on person.id = turn.person_id
		where turn.id = ${turnId}::uuid and turn.garden_id = ${gardenId}`;
}
