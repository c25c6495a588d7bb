import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import { addDays, dayOf, monthBounds, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import { parseRecurrence } from './recurrence.ts';
import type { Place } from './queries.server.ts';
import { toSummary, type RotaRow } from './rota-rows.server.ts';
import { canRunRotas, EXPECTED } from './rules.ts';
import { membersForSharing } from './sharing/participants.server.ts';
import { askSharing, type Question } from './sharing/question.server.ts';
import { shareOut } from './sharing/share-out.ts';
import type { Shared } from './sharing/types.ts';
import { asJson, inUtc } from './turn-rows.server.ts';
import type { LoadView, RotaChoices, RotaFormValues, RotaPreview, RotaSeason, SlotView } from './view.ts';

interface FullRow extends RotaRow {
	zone_id: string | null;
	instructions: string;
	weight: string;
	needed_skills: string[];
	everyone: boolean;
	shares: { membershipId: string; share: number }[];
	slots: SlotView[];
}

/** A rota with all its dates and who is down for them; null where the asker sees no such rota. Two statements. */
export async function rotaSeason(
	db: Db,
	place: Place,
	rotaId: string,
	now: Date
): Promise<RotaSeason | null> {
	const row = await fullRota(db, place, rotaId, now);
	if (!row) return null;
	const { id, weight, needed_skills, zone_id, instructions } = row;
	const season = parseDayRange(row.season);
	const months = { from: monthBounds(season.from!).from, until: monthBounds(season.until!).until };
	const members = await membersForSharing(db, { gardenId: place.id, ...months });
	const shares = new Map(row.shares.map((one) => [one.membershipId, one]));
	const taking = members
		.filter(({ membershipId }) => row.everyone || shares.has(membershipId))
		.map(({ membershipId, name, participant }) => ({
			membershipId,
			name,
			share: shares.get(membershipId)?.share ?? 1,
			carried: participant.carried
		}));
	const slots = row.slots.map(inUtc);
	const detail = { zoneId: zone_id, instructions, weight: Number(weight), neededSkills: needed_skills };
	const summary = toSummary(row, dayOf(now, place.timeZone));
	return { rota: { ...summary, ...detail, id }, slots, loads: loadsOf(slots, taking, Number(weight)) };
}

async function fullRota(
	db: Db,
	{ id, standing }: Place,
	rotaId: string,
	now = new Date(0)
): Promise<FullRow | undefined> {
	const { rows } = await sql<FullRow>`
		select rota.id, rota.name, rota.duty, zone.name as zone, rota.zone_id, rota.instructions, rota.weight,
			rota.needed_skills, rota.everyone, rota.season, rota.recurrence, rota.starts_at, rota.minutes, rota.room,
			rota.published_at, rota.ended_at, 0 as mine, 0 as empty,
			${asJson(sql`
				select membership_id as "membershipId", share from rota_member where rota_id = rota.id`)} as shares,
			${asJson(sql`
				select slot.id, slot.day, lower(slot.during) as start, upper(slot.during) as "end", slot.room,
					case when slot.cancelled_at is not null then coalesce(slot.cancel_reason, '') end as cancelled,
					${asJson(sql`
						select turn.id as "turnId", turn.membership_id as "membershipId", person.name, turn.state,
							turn.person_id = ${standing.personId} as mine,
							turn.state in ('planned', 'confirmed', 'looking') and upper(turn.during) > ${now} and (
								membership.left_at is not null or exists (
									select from rest where rest.membership_id = membership.id and rest.days @> slot.day
								)
							) as away
						from turn join person on person.id = turn.person_id
						join membership on membership.id = turn.membership_id
						where turn.slot_id = slot.id and turn.state <> 'swapped_away'
						order by turn.seat, turn.created_at`)} as seats
				from slot where slot.rota_id = rota.id
				order by lower(slot.during)`)} as slots
		from rota left join zone on zone.id = rota.zone_id
		where rota.id = ${rotaId}::uuid and rota.garden_id = ${id}
			and (rota.published_at is not null or ${canRunRotas(standing)}::boolean)`.execute(db);
	return rows[0];
}

type Taking = Pick<LoadView, 'membershipId' | 'name' | 'share' | 'carried'>;

/** Loads in the order of names. `carried` is what they carry besides this rota. */
function loadsOf(slots: readonly SlotView[], taking: readonly Taking[], weight: number): LoadView[] {
	const seats = Map.groupBy(
		slots.flatMap((slot) => slot.seats),
		({ membershipId }) => membershipId
	);
	return taking
		.map((person) => {
			const own = seats.get(person.membershipId) ?? [];
			const done = own.filter(({ state }) => state === 'done').length;
			const planned = own.filter(({ state }) => EXPECTED.includes(state)).length;
			return { ...person, done, planned, carried: Math.max(0, person.carried - (done + planned) * weight) };
		})
		.sort(byName);
}

function byName(a: { name: string }, b: { name: string }): number {
	return a.name.localeCompare(b.name);
}

/** What publishing, or sharing out again, would give now; null where the asker runs no such rota. */
export async function rotaPreview(
	db: Db,
	place: Place,
	rotaId: string,
	now: Date
): Promise<RotaPreview | null> {
	if (!canRunRotas(place.standing)) return null;
	const rota = await db
		.selectFrom('rota')
		.selectAll()
		.where('id', '=', rotaId)
		.where('garden_id', '=', place.id)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (!rota) return null;
	const question = await askSharing(db, { ...rota, time_zone: place.timeZone }, now);
	return previewOf(question, shareOut(question.sharing), Number(rota.weight));
}

function previewOf({ planned, known, members }: Question, shared: Shared, weight: number): RotaPreview {
	const name = (membershipId: string) => members.get(membershipId)?.name ?? '';
	const turns = Map.groupBy(shared.turns, ({ slot }) => slot);
	const staying = new Map(known.map(({ key, turns }) => [key, turns.filter(({ stays }) => stays)]));
	const slots = planned.map(({ key, day, start, end, room }) => {
		const here = [...(staying.get(key) ?? []).map((turn) => turn.membershipId)];
		const names = [...here, ...(turns.get(key) ?? []).map(({ person }) => person)].map(name);
		return { key, day, start: start.toISOString(), end: end.toISOString(), room, names };
	});
	const byKey = new Map(slots.map((slot) => [slot.key, slot]));
	return {
		slots,
		unfilled: shared.unfilled.map(({ slot, seats, why }) => {
			const { day, start } = byKey.get(slot)!;
			return { day, start, seats, why };
		}),
		loads: previewLoads(shared, members, weight),
		seats: shared.turns.length
	};
}

function previewLoads({ loads }: Shared, members: Question['members'], weight: number): LoadView[] {
	return loads
		.map(({ person, turns, load }) => {
			const { name, membershipId, participant } = members.get(person)!;
			const carried = Math.max(0, load * participant.share - turns * weight);
			return { membershipId, name, share: participant.share, done: 0, planned: turns, carried };
		})
		.sort(byName);
}

/** What the rota form offers: the garden's zones and those who garden there. One statement. */
export async function rotaChoices(db: Db, gardenId: string): Promise<RotaChoices> {
	const { rows } = await sql<RotaChoices>`
		select
			${asJson(sql`select id, name from zone where garden_id = ${gardenId} order by name`)} as zones,
			${asJson(sql`
				select membership.id as "membershipId", person.name, membership.skills
				from membership join person on person.id = membership.person_id
				where membership.garden_id = ${gardenId} and left_at is null and role in ('steward', 'member')
				order by person.name, membership.id`)} as people`.execute(db);
	return rows[0]!;
}

/** A rota's fields as its form has them, and whether people see it; null where the asker runs no such rota. */
export async function rotaFields(
	db: Db,
	place: Place,
	rotaId: string,
	now: Date
): Promise<{ rota: RotaFormValues; published: boolean } | null> {
	const row = canRunRotas(place.standing) ? await fullRota(db, place, rotaId, now) : undefined;
	if (!row || row.ended_at) return null;
	const { from, to, startsAt, minutes, room, name, duty } = toSummary(row, dayOf(now, place.timeZone));
	const { weekdays, interval } = parseRecurrence(row.recurrence);
	const rota: RotaFormValues = {
		name,
		duty,
		zoneId: row.zone_id,
		instructions: row.instructions,
		...{ from, to, weekdays: [...weekdays], interval, startsAt, minutes, room },
		weight: Number(row.weight),
		neededSkills: row.needed_skills,
		everyone: row.everyone,
		people: row.shares
	};
	return { rota, published: row.published_at !== null };
}

/** What stands in an empty form: three months of watering from tomorrow. */
export function newRota(today: Day): RotaFormValues {
	return {
		name: '',
		duty: 'watering',
		zoneId: null,
		instructions: '',
		from: addDays(today, 1),
		to: addDays(today, 91),
		weekdays: [],
		interval: 1,
		startsAt: '18:00',
		minutes: 120,
		room: 1,
		weight: 1,
		neededSkills: [],
		everyone: true,
		people: []
	};
}
