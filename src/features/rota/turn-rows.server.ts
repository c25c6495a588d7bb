import { sql, type RawBuilder } from 'kysely';
import type { TurnView, Wanted } from './view.ts';
import './tables.ts';

/** Columns of a TurnView, from `turn`, `slot`, `rota` and `zone`. */
export const turnColumns = sql`
	turn.id, turn.slot_id as "slotId", slot.rota_id as "rotaId", rota.name as rota, rota.duty, rota.instructions,
	rota.zone_id as "zoneId", zone.name as zone, turn.state, slot.day,
	lower(turn.during) as start, upper(turn.during) as "end",
	array(
		select person.name from turn other join person on person.id = other.person_id
		where other.slot_id = turn.slot_id and other.id <> turn.id
			and other.state in ('planned', 'confirmed', 'looking', 'done')
		order by other.seat
	) as others,
	turn.looking_note as "lookingNote", turn.done_note as "doneNote",
	(
		select json_build_object('id', photo.id, 'width', photo.width, 'height', photo.height)
		from photo where photo.id = turn.done_photo_id
	) as "donePhoto"`;

/** Where `turnColumns` come from. */
export const turnTables = sql`
	turn join slot on slot.id = turn.slot_id
	join rota on rota.id = slot.rota_id
	left join zone on zone.id = rota.zone_id`;

/** All rows of a statement as one JSON array, in the order of the statement. */
export function asJson(statement: RawBuilder<unknown>): RawBuilder<never> {
	return sql`coalesce((select json_agg(found) from (${statement}) found), '[]'::json)`;
}

/** PostgreSQL's JSON writes instants in the session's time zone: every answer says them in UTC. */
export function inUtc<T extends { start: string; end: string }>(row: T): T {
	return { ...row, start: new Date(row.start).toISOString(), end: new Date(row.end).toISOString() };
}

interface Asker {
	gardenId: string;
	membershipId: string;
	personId: string;
	now: Date;
}

/** Turns that others look for stand-ins for, as far as lasting rules let the asker take them. */
export function standInsWanted(asker: Asker, limit: number) {
	return sql`
		select 'stand_in' as kind, turn.id, person.name, turn.looking_note as note, slot.rota_id as "rotaId",
			rota.name as rota, rota.duty, zone.name as zone, slot.day, lower(turn.during) as start,
			upper(turn.during) as "end", 1 as seats
		from ${turnTables} join person on person.id = turn.person_id
		where turn.garden_id = ${asker.gardenId} and turn.state = 'looking' and upper(turn.during) > ${asker.now}
			and turn.person_id <> ${asker.personId} and ${free(asker, sql`turn.during`)}
		order by lower(turn.during), turn.id limit ${limit}`;
}

/** Slots up to a day that have empty seats, as far as lasting rules let the asker take one. */
export function seatsWanted(asker: Asker, lastDay: string, limit: number) {
	return sql`
		select 'seat' as kind, slot.id, null as name, '' as note, slot.rota_id as "rotaId", rota.name as rota,
			rota.duty, zone.name as zone, slot.day, lower(slot.during) as start, upper(slot.during) as "end",
			slot.room - taken.seats as seats
		from slot join rota on rota.id = slot.rota_id left join zone on zone.id = rota.zone_id
		cross join lateral (
			select count(*)::int as seats from turn
			where turn.slot_id = slot.id and turn.state in ('planned', 'confirmed', 'looking', 'done', 'missed')
		) taken
		where slot.garden_id = ${asker.gardenId} and slot.day <= ${lastDay}::date and upper(slot.during) > ${asker.now}
			and slot.cancelled_at is null and rota.ended_at is null and taken.seats < slot.room
			and ${free(asker, sql`slot.during`)}
		order by lower(slot.during), slot.id limit ${limit}`;
}

/** No other turn then, no rest, and the skills that the rota needs. The own maximum is said at the attempt. */
function free({ membershipId, personId }: Asker, during: RawBuilder<unknown>): RawBuilder<boolean> {
	return sql`not exists (
			select from turn own where own.person_id = ${personId} and own.during && ${during}
				and own.state in ('planned', 'confirmed', 'looking', 'done')
		)
		and not exists (select from rest where membership_id = ${membershipId} and rest.days @> slot.day)
		and rota.needed_skills <@ (select skills from membership where membership.id = ${membershipId})`;
}

/** Both kinds of what is wanted, in order of time. */
export function inOrder(standIns: Wanted[], seats: Wanted[], limit: number): Wanted[] {
	return [...standIns, ...seats]
		.map(inUtc)
		.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
		.slice(0, limit);
}

/** A row of `turnColumns` through JSON. */
export function toTurnView(row: TurnView): TurnView {
	return inUtc(row);
}
