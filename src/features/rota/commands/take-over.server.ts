import * as v from 'valibot';
import { requireArea } from '#features/members/access.server.ts';
import { defineCommand, type CommandContext, type Outcome } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused, type MessageKey } from '#lib/command/refusal.ts';
import { instantRange } from '#lib/time/range.ts';
import { monthBounds } from '#lib/time/day.ts';
import { isExpected, SEATED } from '../rules.ts';
import { GiveSeat, HandOver, OneSlot, OneTurn } from '../schema.ts';
import { obstacle, type Obstacle } from '../sharing/hard-rules.ts';
import { membersForSharing, type Member } from '../sharing/participants.server.ts';
import { inTheWay, moveTurn, over } from './change-turn.server.ts';
import {
	lockPeople,
	requireRunning,
	slotForGardener,
	timesOfSlot,
	turnForGardener,
	type RotaRow,
	type SlotRow,
	type TurnRow
} from './rota-access.server.ts';

const TakenResult = v.object({ turnId: v.string(), slotId: v.string() });

/**
 * Takes over a turn whose holder looks for a stand-in. Of several who try at once one gets it, the others are
 * told (409). The old turn ends as swapped away and a new one takes its seat: both or none.
 */
export const takeOver = defineCommand({
	name: 'rota.takeOver',
	version: 1,
	input: OneTurn,
	result: TakenResult,
	async guard(context, { turnId }) {
		const { rota, slot, standing } = await slotForGardener(context, await slotIdOf(context, turnId));
		const taker = await lockedMember(context, rota, slot, standing.membershipId);
		return { rota, slot, taker, turn: await lockedTurn(context, turnId) };
	},
	async run(context, _input, { rota, slot, taker, turn }) {
		if (turn.person_id === taker.personId)
			throw new Refused({ code: 'unprocessable', key: 'rota_error_own_turn' });
		if (turn.state !== 'looking') throw isExpected(turn.state) ? notLooking() : inTheWay(turn.state);
		return swap(context, rota, slot, turn, taker, turn.person_id);
	}
});

/** A steward puts somebody else down for a turn, whether or not its holder looks for a stand-in. */
export const handOver = defineCommand({
	name: 'rota.handOver',
	version: 1,
	input: HandOver,
	result: TakenResult,
	async guard(context, { turnId, membershipId }) {
		const { rota, slot } = await slotForGardener(context, await slotIdOf(context, turnId));
		await requireArea(context, rota.garden_id, 'rota');
		const taker = await lockedMember(context, rota, slot, membershipId);
		return { rota, slot, taker, turn: await lockedTurn(context, turnId) };
	},
	async run(context, _input, { rota, slot, taker, turn }) {
		if (!isExpected(turn.state)) throw inTheWay(turn.state);
		return swap(context, rota, slot, turn, taker, taker.personId);
	}
});

/** Takes an empty seat of a slot. */
export const takeSeat = defineCommand({
	name: 'rota.takeSeat',
	version: 1,
	input: OneSlot,
	result: TakenResult,
	async guard(context, { slotId }) {
		const { rota, slot, standing } = await slotForGardener(context, slotId);
		return { rota, slot, taker: await lockedMember(context, rota, slot, standing.membershipId) };
	},
	run: (context, _input, { rota, slot, taker }) => fillSeat(context, rota, slot, taker)
});

/** A steward puts somebody down for an empty seat. */
export const giveSeat = defineCommand({
	name: 'rota.giveSeat',
	version: 1,
	input: GiveSeat,
	result: TakenResult,
	async guard(context, { slotId, membershipId }) {
		const { rota, slot } = await slotForGardener(context, slotId);
		await requireArea(context, rota.garden_id, 'rota');
		return { rota, slot, taker: await lockedMember(context, rota, slot, membershipId) };
	},
	run: (context, _input, { rota, slot, taker }) => fillSeat(context, rota, slot, taker)
});

async function slotIdOf(context: CommandContext, turnId: string): Promise<string> {
	const turn = await context.tx
		.selectFrom('turn')
		.select('slot_id')
		.where('id', '=', turnId)
		.executeTakeFirst();
	if (!turn) throw notFound();
	return turn.slot_id;
}

async function lockedTurn(context: CommandContext, turnId: string): Promise<TurnRow> {
	const { turn } = await turnForGardener(context, turnId);
	return turn;
}

/** The member with all that hard rules ask, once nobody else can change what they carry. 404 for strangers. */
async function lockedMember(
	context: CommandContext,
	rota: RotaRow,
	slot: SlotRow,
	membershipId: string
): Promise<Member> {
	const { tx } = context;
	const { from, until } = monthBounds(slot.day);
	const asked = { gardenId: rota.garden_id, from, until, membershipIds: [membershipId] };
	const [known] = await membersForSharing(tx, asked);
	if (!known) throw notFound();
	await lockPeople(context, [known.personId]);
	const [member] = await membersForSharing(tx, asked);
	return member ?? known;
}

const IN_THEIR_WAY: Record<Obstacle, { own: MessageKey; others: MessageKey }> = {
	skill: { own: 'rota_error_own_skill', others: 'rota_error_their_skill' },
	rest: { own: 'rota_error_own_rest', others: 'rota_error_their_rest' },
	overlap: { own: 'rota_error_own_overlap', others: 'rota_error_their_overlap' },
	maximum: { own: 'rota_error_own_maximum', others: 'rota_error_their_maximum' }
};

/** Refuses (422) what would break a hard rule, and slots that are cancelled or over. */
function requireFree(context: CommandContext, rota: RotaRow, slot: SlotRow, taker: Member): void {
	requireRunning(rota);
	if (slot.cancelled_at) throw new Refused({ code: 'conflict', key: 'rota_error_called_off' });
	if (slot.end <= context.now) throw over();
	const found = obstacle(timesOfSlot(slot, rota), taker.participant, rota.needed_skills);
	if (!found) return;
	const { own, others } = IN_THEIR_WAY[found];
	const skills = rota.needed_skills.join(', ');
	const params = { maximum: taker.participant.monthlyMax ?? 0, skills };
	const key = taker.personId === context.actor.personId ? own : others;
	throw new Refused({ code: 'unprocessable', key, params });
}

async function swap(
	context: CommandContext,
	rota: RotaRow,
	slot: SlotRow,
	turn: TurnRow,
	taker: Member,
	about: string
): Promise<Outcome<{ turnId: string; slotId: string }>> {
	requireFree(context, rota, slot, taker);
	await moveTurn(context, turn, 'swapped_away');
	const why = JSON.stringify({ key: 'rota_why_took_over', params: {} });
	const turnId = await seat(context, rota, slot, taker, turn.seat, why, turn.id);
	return outcome(context, rota, slot, turnId, about);
}

async function fillSeat(context: CommandContext, rota: RotaRow, slot: SlotRow, taker: Member) {
	requireFree(context, rota, slot, taker);
	// Whoever takes a seat of this slot waits here for the others: so that each finds the next seat.
	await context.tx.selectFrom('slot').select('id').where('id', '=', slot.id).forNoKeyUpdate().execute();
	const taken = await context.tx
		.selectFrom('turn')
		.select('seat')
		.where('slot_id', '=', slot.id)
		.where('state', 'in', [...SEATED])
		.execute();
	const seats = Array.from({ length: slot.room }, (_, index) => index + 1);
	const empty = seats.find((number) => !taken.some(({ seat }) => seat === number));
	if (!empty) throw new Refused({ code: 'conflict', key: 'rota_error_full' });
	const why = JSON.stringify({ key: 'rota_why_seat', params: {} });
	const turnId = await seat(context, rota, slot, taker, empty, why, null);
	return outcome(context, rota, slot, turnId, taker.personId);
}

async function seat(
	{ tx, now, actor, id }: CommandContext,
	rota: RotaRow,
	slot: SlotRow,
	taker: Member,
	number: number,
	why: string,
	from: string | null
): Promise<string> {
	const turn = {
		id,
		garden_id: rota.garden_id,
		slot_id: slot.id,
		slot_room: slot.room,
		during: instantRange(slot.start, slot.end),
		seat: number,
		membership_id: taker.membershipId,
		person_id: taker.personId,
		state: 'confirmed' as const,
		why,
		took_over_from: from,
		created_at: now,
		updated_at: now
	};
	await tx.insertInto('turn').values(turn).execute();
	const event = { id: newId(), turn_id: id, at: now, by_person_id: actor.personId };
	await tx
		.insertInto('turn_event')
		.values({ ...event, to_state: 'confirmed' })
		.execute();
	return id;
}

function outcome({ actor }: CommandContext, rota: RotaRow, slot: SlotRow, turnId: string, about: string) {
	return {
		result: { turnId, slotId: slot.id },
		activity: {
			gardenId: rota.garden_id,
			subject: { kind: 'turn', id: turnId },
			forPersonId: about === actor.personId ? null : about,
			data: { what: rota.name, day: slot.day, duty: rota.duty }
		}
	};
}

function notLooking(): Refused {
	return new Refused({ code: 'conflict', key: 'rota_error_not_looking' });
}
