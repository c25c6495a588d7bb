import { sql } from 'kysely';
import type { CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { requireArea, requireGardener } from '#features/members/access.server.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Standing } from '#features/members/rules.ts';
import '#features/gardens/tables.ts';
import '../tables.ts';

export type RotaRow = Awaited<ReturnType<typeof loadRota>>;

/**
 * Guard: the rota, for a steward who runs the garden's rotas; locked, so that it is shared out once at a time.
 * Locks are always taken in the order rota, people, turns: so that no two commands can deadlock.
 */
export async function rotaOfSteward(context: CommandContext, rotaId: string): Promise<RotaRow> {
	const rota = await loadRota(context, rotaId, 'update');
	await requireArea(context, rota.garden_id, 'rota');
	return rota;
}

/** Guard: the published rota of a slot, for whoever gardens there. */
export async function slotForGardener(context: CommandContext, slotId: string) {
	const rota = await loadRota(context, await rotaIdOf(context, slotId), 'share');
	const standing = await requireGardener(context, rota.garden_id);
	return { slot: await loadSlot(context, slotId), rota, standing };
}

/** Guard: a slot for a steward who runs the garden's rotas. */
export async function slotOfSteward(context: CommandContext, slotId: string) {
	const rota = await rotaOfSteward(context, await rotaIdOf(context, slotId));
	return { slot: await loadSlot(context, slotId), rota };
}

async function rotaIdOf({ tx }: CommandContext, slotId: string): Promise<string> {
	const slot = await tx.selectFrom('slot').select('rota_id').where('id', '=', slotId).executeTakeFirst();
	if (!slot) throw notFound();
	return slot.rota_id;
}

async function loadRota({ tx }: CommandContext, rotaId: string, lock: 'update' | 'share') {
	const query = tx
		.selectFrom('rota')
		.innerJoin('garden', 'garden.id', 'rota.garden_id')
		.selectAll('rota')
		.select('garden.time_zone')
		.where('rota.id', '=', rotaId)
		.where('garden.closed_at', 'is', null);
	const rota = await (
		lock === 'update' ? query.forNoKeyUpdate('rota') : query.forShare('rota')
	).executeTakeFirst();
	if (!rota) throw notFound();
	return rota;
}

async function loadSlot({ tx }: CommandContext, slotId: string) {
	const slot = await tx
		.selectFrom('slot')
		.select(['id', 'rota_id', 'garden_id', 'day', 'room', 'cancelled_at', 'cancel_reason'])
		.select([sql<Date>`lower(during)`.as('start'), sql<Date>`upper(during)`.as('end')])
		.where('id', '=', slotId)
		.executeTakeFirst();
	if (!slot) throw notFound();
	return slot;
}

export type SlotRow = Awaited<ReturnType<typeof loadSlot>>;

/** A slot's times as hard rules want them. */
export function timesOfSlot({ day, start, end }: SlotRow, { time_zone }: Pick<RotaRow, 'time_zone'>) {
	const lastDay = dayOf(new Date(end.getTime() - 1), time_zone);
	return { day, lastDay, start: start.getTime(), end: end.getTime() };
}

/** Refuses what needs a rota that people have: 422 for drafts and for rotas that have ended. */
export function requireRunning(rota: Pick<RotaRow, 'published_at' | 'ended_at'>): void {
	if (!rota.published_at) throw new Refused({ code: 'unprocessable', key: 'rota_error_draft' });
	if (rota.ended_at) throw new Refused({ code: 'unprocessable', key: 'rota_error_ended' });
}

/**
 * Holds other changes to these people's turns back until this transaction is over, so that their own maximum
 * is counted right whoever else is at work. In the order of ids: so that no two commands can deadlock.
 */
export async function lockPeople(
	{ tx }: Pick<CommandContext, 'tx'>,
	personIds: readonly string[]
): Promise<void> {
	if (personIds.length === 0) return;
	await tx
		.selectFrom('person')
		.select('id')
		.where('id', 'in', [...personIds])
		.orderBy('id')
		.forNoKeyUpdate()
		.execute();
}

/** A turn with its slot and rota, as guards of turn commands answer it. */
export interface TurnScope {
	turn: TurnRow;
	standing: Standing;
}

/** Guard: a turn, locked, for those who garden there. */
export async function turnForGardener(context: CommandContext, turnId: string): Promise<TurnScope> {
	const turn = await loadTurn(context, turnId);
	const standing = await requireGardener(context, turn.garden_id);
	return { turn, standing };
}

async function loadTurn({ tx }: CommandContext, turnId: string) {
	const turn = await tx
		.selectFrom('turn')
		.innerJoin('slot', 'slot.id', 'turn.slot_id')
		.innerJoin('rota', 'rota.id', 'slot.rota_id')
		.innerJoin('garden', 'garden.id', 'rota.garden_id')
		.select(['turn.id', 'turn.garden_id', 'turn.slot_id', 'turn.slot_room', 'turn.seat', 'turn.state'])
		.select(['turn.membership_id', 'turn.person_id', 'turn.looking_note', 'turn.done_note', 'turn.done_at'])
		.select(['slot.day', 'slot.rota_id', 'rota.name as rota_name', 'rota.duty', 'slot.cancelled_at'])
		.select([sql<Date>`lower(turn.during)`.as('start'), sql<Date>`upper(turn.during)`.as('end')])
		.where('turn.id', '=', turnId)
		.where('garden.closed_at', 'is', null)
		.forUpdate('turn')
		.executeTakeFirst();
	if (!turn) throw notFound();
	return turn;
}

export type TurnRow = Awaited<ReturnType<typeof loadTurn>>;
