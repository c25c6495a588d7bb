import { sql } from 'kysely';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { addDays, monthBounds, monthOf, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import { SEATED } from '../rules.ts';
import { slotKey, slotsOf, type PlannedSlot } from '../slots.server.ts';
import type { RotaTable, TurnState } from '../tables.ts';
import { membersForSharing, type Member } from './participants.server.ts';
import { restsOn } from './hard-rules.ts';
import type { Participant, Sharing } from './types.ts';

/** What is needed of a rota to share it out. */
export type RotaToShare = Pick<
	RotaTable,
	'id' | 'garden_id' | 'season' | 'recurrence' | 'starts_at' | 'minutes' | 'room'
> & { time_zone: string; weight: string; needed_skills: string[]; everyone: boolean; seed: string };

/** A slot of the future that is in the database, with those of its turns that keep a seat. */
export interface KnownSlot {
	id: string;
	key: string;
	day: Day;
	start: Date;
	end: Date;
	room: number;
	cancelled: boolean;
	turns: { id: string; membershipId: string; seat: number; state: TurnState; stays: boolean }[];
}

/** All that sharing a rota's future out needs, and what is there already. */
export interface Question {
	sharing: Sharing;
	members: Map<string, Member>;
	/** The slots from `now` on that the rota should have. */
	planned: PlannedSlot[];
	/** The slots from `now` on that it has. */
	known: KnownSlot[];
}

/**
 * Asks how the part of a rota that lies after `now` should be shared out. Turns that people have confirmed,
 * look for a stand-in for, or have done stay as they are, unless the holder has left or rests then.
 */
export async function askSharing(db: Db | Tx, rota: RotaToShare, now: Date): Promise<Question> {
	const planned = slotsOf(rota, rota.time_zone).filter(({ start }) => start > now);
	const found = await knownSlots(db, rota.id, now);
	const ofThisRota = found.flatMap(({ turns }) => turns.map(({ id }) => id));
	const others = await takingPart(db, rota, ofThisRota);
	const plans = new Map(planned.map((slot) => [slot.key, slot]));
	const known = found.map((slot) => settle(slot, plans, others));
	const members = withStaying(others, known, Number(rota.weight));
	return { sharing: toSharing(rota, planned, known, members), members, planned, known };
}

async function knownSlots(db: Db | Tx, rotaId: string, now: Date): Promise<KnownSlot[]> {
	const { rows } = await sql<Omit<KnownSlot, 'key'>>`
		select slot.id, slot.day, lower(slot.during) as start, upper(slot.during) as end, slot.room,
			slot.cancelled_at is not null as cancelled,
			coalesce(json_agg(json_build_object(
				'id', turn.id, 'membershipId', turn.membership_id, 'seat', turn.seat, 'state', turn.state
			) order by turn.seat) filter (where turn.id is not null), '[]'::json) as turns
		from slot left join turn on turn.slot_id = slot.id and turn.state in (${sql.join([...SEATED])})
		where slot.rota_id = ${rotaId} and lower(slot.during) > ${now}
		group by slot.id
		order by lower(slot.during)`.execute(db);
	return rows.map((row) => ({ ...row, key: slotKey(row.start, row.end) }));
}

async function takingPart(db: Db | Tx, rota: RotaToShare, without: string[]): Promise<Map<string, Member>> {
	const members = await membersForSharing(db, { gardenId: rota.garden_id, ...windowOf(rota), without });
	const chosen = await db
		.selectFrom('rota_member')
		.select(['membership_id', 'share'])
		.where('rota_id', '=', rota.id)
		.execute();
	const shares = new Map(chosen.map(({ membership_id, share }) => [membership_id, Number(share)]));
	const there = members.filter(({ membershipId }) => rota.everyone || shares.has(membershipId));
	return new Map(there.map((one) => [one.membershipId, withShare(one, shares.get(one.membershipId) ?? 1)]));
}

/** The season, widened to whole months, in which own maxima are counted. */
function windowOf({ season }: RotaToShare): { from: Day; until: Day } {
	const { from, until } = parseDayRange(season);
	return { from: monthBounds(from!).from, until: monthBounds(addDays(until!, 1)).until };
}

function withShare(member: Member, share: number): Member {
	return { ...member, participant: { ...member.participant, share } };
}

/** Marks the turns that stay: those that people have settled, if their holders still can. */
function settle(
	slot: KnownSlot,
	plans: ReadonlyMap<string, PlannedSlot>,
	members: ReadonlyMap<string, Member>
): KnownSlot {
	const plan = plans.get(slot.key);
	const turns = slot.turns.map((turn) => {
		const person = members.get(turn.membershipId)?.participant;
		const stays = Boolean(plan && turn.state !== 'planned' && person && !restsOn(person, plan));
		return { ...turn, stays };
	});
	return { ...slot, turns };
}

/** Counts the turns that stay as what their holders have already. */
function withStaying(
	members: ReadonlyMap<string, Member>,
	known: readonly KnownSlot[],
	weight: number
): Map<string, Member> {
	const counted = new Map(members);
	for (const { turns, day, start, end } of known)
		for (const { membershipId } of turns.filter(({ stays }) => stays)) {
			const { participant, ...member } = counted.get(membershipId)!;
			const month = monthOf(day);
			const more: Participant = {
				...participant,
				busy: [...participant.busy, { start: start.getTime(), end: end.getTime() }],
				monthTurns: { ...participant.monthTurns, [month]: (participant.monthTurns[month] ?? 0) + 1 },
				carried: participant.carried + weight
			};
			counted.set(membershipId, { ...member, participant: more });
		}
	return counted;
}

function toSharing(
	rota: RotaToShare,
	planned: readonly PlannedSlot[],
	known: readonly KnownSlot[],
	members: ReadonlyMap<string, Member>
): Sharing {
	const byKey = new Map(known.map((slot) => [slot.key, slot]));
	const taken = (key: string) => byKey.get(key)?.turns.filter(({ stays }) => stays).length ?? 0;
	return {
		slots: planned
			.filter(({ key }) => !byKey.get(key)?.cancelled)
			.map(({ start, end, room, ...slot }) => ({
				...slot,
				start: start.getTime(),
				end: end.getTime(),
				room: Math.max(0, room - taken(slot.key))
			})),
		people: [...members.values()].map(({ participant }) => participant),
		neededSkills: rota.needed_skills,
		weight: Number(rota.weight),
		seed: rota.seed,
		current: currentOf(planned, known)
	};
}

/** Who has a turn now that may move; where only the length of a slot changes, its people go with it. */
function currentOf(planned: readonly PlannedSlot[], known: readonly KnownSlot[]): Sharing['current'] {
	const byStart = new Map(planned.map(({ start, key }) => [start.getTime(), key]));
	return known.flatMap(({ start, turns }) => {
		const slot = byStart.get(start.getTime());
		const moving = turns.filter(({ stays }) => slot && !stays);
		return moving.map(({ membershipId }) => ({ slot: slot!, person: membershipId }));
	});
}
