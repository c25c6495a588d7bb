import { sql } from 'kysely';
import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import { monthBounds } from '#lib/time/day.ts';
import { EXPECTED } from '../rules.ts';
import { CancelSlot, OneSlot } from '../schema.ts';
import { obstacle } from '../sharing/hard-rules.ts';
import { membersForSharing } from '../sharing/participants.server.ts';
import type { TurnState } from '../tables.ts';
import { over } from './change-turn.server.ts';
import { lockPeople, slotOfSteward, timesOfSlot, type RotaRow, type SlotRow } from './rota-access.server.ts';

const SlotResult = v.object({ slotId: v.string(), turns: v.number() });

/** Cancels one date for all who are down for it: rained off, or excused for another reason. */
export const cancelSlot = defineCommand({
	name: 'rota.cancelSlot',
	version: 1,
	input: CancelSlot,
	result: SlotResult,
	guard: (context, { slotId }) => slotOfSteward(context, slotId),
	async run(context, { rain, reason }, { slot, rota }) {
		if (slot.cancelled_at) throw new Refused({ code: 'conflict', key: 'rota_error_cancelled' });
		if (slot.end <= context.now) throw over();
		await context.tx
			.updateTable('slot')
			.set({ cancelled_at: context.now, cancel_reason: reason })
			.where('id', '=', slot.id)
			.execute();
		const turns = await moveTurns(
			context,
			await expected(context, slot),
			rain ? 'rained_off' : 'excused',
			CANCELLED
		);
		return outcome(slot, rota, turns, { rain });
	}
});

/** Takes a cancellation back: whoever was down for the date is down for it again, unless busy meanwhile. */
export const reopenSlot = defineCommand({
	name: 'rota.reopenSlot',
	version: 1,
	input: OneSlot,
	result: SlotResult,
	guard: (context, { slotId }) => slotOfSteward(context, slotId),
	async run(context, _input, { slot, rota }) {
		if (!slot.cancelled_at) throw new Refused({ code: 'conflict', key: 'rota_error_not_cancelled' });
		if (slot.end <= context.now) throw over();
		await context.tx
			.updateTable('slot')
			.set({ cancelled_at: null, cancel_reason: null })
			.where('id', '=', slot.id)
			.execute();
		const turns = await moveTurns(context, await stillFree(context, slot, rota), 'planned', REOPENED);
		return outcome(slot, rota, turns);
	}
});

/** Notes of turn events, by which a reopening tells a cancelled day's turns from those excused before. */
const CANCELLED = 'slot cancelled';
const REOPENED = 'slot reopened';

async function expected({ tx }: CommandContext, slot: SlotRow): Promise<string[]> {
	const rows = await tx
		.selectFrom('turn')
		.select('id')
		.where('slot_id', '=', slot.id)
		.where('state', 'in', [...EXPECTED])
		.execute();
	return rows.map(({ id }) => id);
}

/** The turns to which the cancellation was the last thing that happened, where no hard rule bars the person now. */
async function stillFree(context: CommandContext, slot: SlotRow, rota: RotaRow): Promise<string[]> {
	const { rows } = await sql<{ id: string; membership_id: string; person_id: string }>`
		select id, membership_id, person_id from turn
		where slot_id = ${slot.id} and state in ('rained_off', 'excused') and ${CANCELLED} = (
			select note from turn_event where turn_id = turn.id order by at desc, id desc limit 1
		)`.execute(context.tx);
	await lockPeople(
		context,
		rows.map((row) => row.person_id)
	);
	const membershipIds = rows.map((row) => row.membership_id);
	const months = monthBounds(slot.day);
	const members = await membersForSharing(context.tx, { gardenId: rota.garden_id, ...months, membershipIds });
	const free = members.filter(
		({ participant }) => !obstacle(timesOfSlot(slot, rota), participant, rota.needed_skills)
	);
	const freeIds = new Set(free.map(({ membershipId }) => membershipId));
	return rows.filter((row) => freeIds.has(row.membership_id)).map(({ id }) => id);
}

async function moveTurns(
	{ tx, now, actor }: CommandContext,
	turnIds: readonly string[],
	to: TurnState,
	note: string
): Promise<number> {
	if (turnIds.length === 0) return 0;
	const events = turnIds.map((turn_id) => ({ id: newId(), turn_id }));
	const { rows } = await sql`
		with before as (
			select id, state from turn where id = any(${[...turnIds]}::uuid[]) order by id for update
		), moved as (
			update turn set state = ${to}, updated_at = ${now}, looking_since = null, looking_note = ''
			from before where turn.id = before.id
			returning turn.id, before.state as from_state
		)
		insert into turn_event (id, turn_id, at, by_person_id, from_state, to_state, note)
		select event.id, moved.id, ${now}::timestamptz, ${actor.personId}::uuid, from_state, ${to}::text, ${note}::text
		from moved join jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event (id uuid, turn_id uuid)
			on event.turn_id = moved.id
		returning turn_id`.execute(tx);
	return rows.length;
}

function outcome(slot: SlotRow, rota: RotaRow, turns: number, data: object = {}) {
	return {
		result: { slotId: slot.id, turns },
		activity: {
			gardenId: rota.garden_id,
			subject: { kind: 'slot', id: slot.id },
			data: { what: rota.name, day: slot.day, turns, ...data }
		}
	};
}
