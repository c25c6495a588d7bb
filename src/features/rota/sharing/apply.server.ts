import { sql } from 'kysely';
import type { CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { instantRange } from '#lib/time/range.ts';
import { lockPeople } from '../commands/rota-access.server.ts';
import type { PlannedSlot } from '../slots.server.ts';
import { askSharing, type KnownSlot, type Question, type RotaToShare } from './question.server.ts';
import { shareOut } from './share-out.ts';
import type { Shared, SharedTurn } from './types.ts';

/** How much a sharing-out changed. */
export interface Applied {
	slots: number;
	/** Seats that have somebody, from now on. */
	turns: number;
	added: number;
	removed: number;
	/** Seats that stay empty. */
	unfilled: number;
}

/**
 * Shares the future of a rota out and writes it: slots that are new or gone, turns that are new or gone.
 * Whoever keeps a turn keeps the row. The caller holds the rota's lock.
 */
export async function applySharing(
	context: Pick<CommandContext, 'tx' | 'now' | 'actor'>,
	rota: RotaToShare
): Promise<Applied> {
	const { tx, now } = context;
	const before = await askSharing(tx, rota, now);
	await lockPeople(
		context,
		[...before.members.values()].map(({ personId }) => personId)
	);
	// Asked again, now that nobody else can change what these people carry.
	const question = await askSharing(tx, rota, now);
	const answer = shareOut(question.sharing);
	const slots = await writeSlots(tx, rota, question);
	const { kept, added, removed } = await writeTurns(context, rota, question, answer, slots);
	const staying = question.known.flatMap(({ turns }) => turns.filter(({ stays }) => stays)).length;
	const unfilled = answer.unfilled.reduce((sum, { seats }) => sum + seats, 0);
	return { slots: slots.size, turns: kept + added + staying, added, removed, unfilled };
}

/** Brings the future slots into line with the plan; answers their ids by key. */
async function writeSlots(tx: Tx, rota: RotaToShare, { planned, known }: Question) {
	const wanted = new Map(planned.map((slot) => [slot.key, slot]));
	const gone = known.filter(({ key, cancelled }) => !wanted.has(key) && !cancelled).map(({ id }) => id);
	const released = known
		.filter(({ key }) => wanted.has(key))
		.flatMap(({ turns }) => turns.filter(({ state, stays }) => state !== 'planned' && !stays))
		.map(({ id }) => id);
	if (gone.length) await tx.deleteFrom('slot').where('id', 'in', gone).execute();
	if (released.length) await tx.deleteFrom('turn').where('id', 'in', released).execute();
	for (const slot of known) {
		const plan = wanted.get(slot.key);
		if (plan && plan.room !== slot.room) await changeRoom(tx, slot, plan);
	}
	const ids = new Map(known.filter(({ key }) => wanted.has(key)).map(({ key, id }) => [key, id]));
	const fresh = planned.filter(({ key }) => !ids.has(key)).map((slot) => ({ id: newId(), slot }));
	await insertSlots(tx, rota, fresh);
	for (const { id, slot } of fresh) ids.set(slot.key, id);
	return ids;
}

/** More or fewer seats; people who stay move up to the first ones, and no fewer seats than they are. */
async function changeRoom(tx: Tx, slot: KnownSlot, plan: PlannedSlot): Promise<void> {
	const staying = slot.turns.filter(({ stays }) => stays);
	const leaving = slot.turns.filter(({ stays, seat }) => !stays && seat > plan.room).map(({ id }) => id);
	if (leaving.length) await tx.deleteFrom('turn').where('id', 'in', leaving).execute();
	if (staying.some(({ seat }) => seat > plan.room)) {
		const others = slot.turns.filter(({ stays }) => !stays).map(({ id }) => id);
		if (others.length) await tx.deleteFrom('turn').where('id', 'in', others).execute();
		// One by one and upwards, so that no seat is taken twice on the way.
		for (const [index, turn] of staying.entries())
			await tx
				.updateTable('turn')
				.set({ seat: index + 1 })
				.where('id', '=', turn.id)
				.execute();
	}
	await tx
		.updateTable('slot')
		.set({ room: Math.max(plan.room, staying.length) })
		.where('id', '=', slot.id)
		.execute();
}

async function insertSlots(tx: Tx, rota: RotaToShare, fresh: { id: string; slot: PlannedSlot }[]) {
	if (fresh.length === 0) return;
	const rows = fresh.map(({ id, slot: { day, start, end, room } }) => ({
		id,
		day,
		during: instantRange(start, end),
		room
	}));
	await sql`
		insert into slot (id, garden_id, rota_id, day, during, room)
		select id, ${rota.garden_id}::uuid, ${rota.id}::uuid, day, during, room
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as fresh (id uuid, day date, during tstzrange, room smallint)`.execute(tx);
}

async function writeTurns(
	context: Pick<CommandContext, 'tx' | 'now' | 'actor'>,
	rota: RotaToShare,
	{ known, members }: Question,
	{ turns }: Shared,
	slots: ReadonlyMap<string, string>
) {
	const { tx } = context;
	const live = await liveTurns(tx, known);
	const held = new Map(live.filter(({ state }) => state === 'planned').map((turn) => [nameOf(turn), turn]));
	const kept = turns.filter((turn) => held.has(nameOf(turn)));
	const keptNames = new Set(kept.map(nameOf));
	const gone = [...held.values()].filter((turn) => !keptNames.has(nameOf(turn)));
	if (gone.length)
		await tx
			.deleteFrom('turn')
			.where(
				'id',
				'in',
				gone.map(({ id }) => id)
			)
			.execute();
	const goneIds = new Set(gone.map(({ id }) => id));
	const seats = Map.groupBy(
		live.filter(({ id }) => !goneIds.has(id)),
		({ slot }) => slot
	);
	const added = turns
		.filter((turn) => !keptNames.has(nameOf(turn)))
		.map((turn) => toRow(turn, seats, slots, members));
	await insertTurns(context, rota, added);
	return { kept: kept.length, added: added.length, removed: gone.length };
}

interface LiveTurn {
	id: string;
	slot: string;
	person: string;
	seat: number;
	state: string;
}

/** The turns that keep a seat after the slots were brought into line. */
async function liveTurns(tx: Tx, known: readonly KnownSlot[]): Promise<LiveTurn[]> {
	const ids = known.flatMap(({ turns }) => turns.map(({ id }) => id));
	if (ids.length === 0) return [];
	const rows = await tx.selectFrom('turn').select(['id', 'seat']).where('id', 'in', ids).execute();
	const seats = new Map(rows.map(({ id, seat }) => [id, seat]));
	return known.flatMap(({ key, turns }) =>
		turns
			.filter(({ id }) => seats.has(id))
			.map(({ id, membershipId, state }) => ({
				id,
				slot: key,
				person: membershipId,
				seat: seats.get(id)!,
				state
			}))
	);
}

function nameOf({ slot, person }: { slot: string; person: string }): string {
	return `${slot} ${person}`;
}

function toRow(
	{ slot, person, why }: SharedTurn,
	seats: Map<string, { seat: number }[]>,
	slots: ReadonlyMap<string, string>,
	members: Question['members']
) {
	const taken = seats.get(slot) ?? [];
	let seat = 1;
	while (taken.some((other) => other.seat === seat)) seat += 1;
	seats.set(slot, [...taken, { seat }]);
	return {
		id: newId(),
		slot_id: slots.get(slot)!,
		seat,
		membership_id: person,
		person_id: members.get(person)!.personId,
		why: JSON.stringify(why),
		event_id: newId()
	};
}

async function insertTurns(
	{ tx, now, actor }: Pick<CommandContext, 'tx' | 'now' | 'actor'>,
	rota: RotaToShare,
	rows: ReturnType<typeof toRow>[]
): Promise<void> {
	if (rows.length === 0) return;
	await sql`
		with added as (
			insert into turn (id, garden_id, slot_id, slot_room, during, seat, membership_id, person_id, why,
				created_at, updated_at)
			select fresh.id, ${rota.garden_id}::uuid, slot_id, slot.room, slot.during, seat, membership_id, person_id, why,
				${now}::timestamptz, ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh
				(id uuid, slot_id uuid, seat smallint, membership_id uuid, person_id uuid, why text)
			join slot on slot.id = fresh.slot_id
			returning id
		)
		insert into turn_event (id, turn_id, at, by_person_id, to_state)
		select event_id, added.id, ${now}::timestamptz, ${actor.personId}::uuid, 'planned'
		from added join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh (id uuid, event_id uuid)
			on fresh.id = added.id`.execute(tx);
}
