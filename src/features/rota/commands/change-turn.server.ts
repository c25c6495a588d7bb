import type { Updateable } from 'kysely';
import * as v from 'valibot';
import type { CommandContext, Outcome } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused, type MessageKey } from '#lib/command/refusal.ts';
import { canChangeTurn } from '../rules.ts';
import type { TurnState, TurnTable } from '../tables.ts';
import { turnForGardener, type TurnRow, type TurnScope } from './rota-access.server.ts';

/** What commands about one turn answer. */
export const TurnResult = v.object({ turnId: v.string(), state: v.string() });
export type TurnResult = v.InferOutput<typeof TurnResult>;

/**
 * Guard: a turn for its holder, or for a steward of the rota in the holder's name; other gardeners, who can
 * see the turn, are told (403).
 */
export async function turnForHolder(context: CommandContext, turnId: string): Promise<TurnScope> {
	const scope = await turnForGardener(context, turnId);
	if (!canChangeTurn(scope.standing, scope.turn.person_id))
		throw new Refused({ code: 'forbidden', key: 'rota_error_not_yours' });
	return scope;
}

type Change = Pick<
	Updateable<TurnTable>,
	'looking_since' | 'looking_note' | 'done_at' | 'done_note' | 'done_photo_id'
>;

/** Takes a turn to another state and keeps who did it, when, and from which state. */
export async function moveTurn(
	{ tx, actor, now }: CommandContext,
	turn: Pick<TurnRow, 'id' | 'state'>,
	to: TurnState,
	change: Change = {},
	note = ''
): Promise<void> {
	await tx
		.updateTable('turn')
		.set({ state: to, updated_at: now, ...change })
		.where('id', '=', turn.id)
		.execute()
		.catch(refuseOverlap);
	const event = { id: newId(), turn_id: turn.id, at: now, by_person_id: actor.personId };
	await tx
		.insertInto('turn_event')
		.values({ ...event, from_state: turn.state, to_state: to, note })
		.execute();
}

/** The database keeps two turns of one person apart, whatever a rule overlooked. */
function refuseOverlap(error: { code?: string }): never {
	const EXCLUSION_VIOLATION = '23P01';
	if (error.code !== EXCLUSION_VIOLATION) throw error;
	throw new Refused({ code: 'conflict', key: 'rota_error_own_overlap' });
}

/**
 * The answer and the log's row for a turn. `again` marks what had already happened, so that the log can pass
 * it over.
 */
export function turnOutcome(
	{ actor }: CommandContext,
	turn: TurnRow,
	state: TurnState,
	again = false
): Outcome<TurnResult> {
	return {
		result: { turnId: turn.id, state },
		activity: {
			gardenId: turn.garden_id,
			subject: { kind: 'turn', id: turn.id },
			forPersonId: turn.person_id === actor.personId ? null : turn.person_id,
			data: { what: turn.rota_name, day: turn.day, duty: turn.duty, ...(again ? { again } : {}) }
		}
	};
}

const IN_THE_WAY: Partial<Record<TurnState, MessageKey>> = {
	done: 'rota_error_already_done',
	missed: 'rota_error_missed',
	swapped_away: 'rota_error_taken_over',
	excused: 'rota_error_called_off',
	rained_off: 'rota_error_called_off'
};

/** The refusal (409) for a turn that is in another state than the change needs. */
export function inTheWay(state: TurnState): Refused {
	return new Refused({ code: 'conflict', key: IN_THE_WAY[state] ?? 'rota_error_changed' });
}

/** The refusal (422) for a change that comes after the turn's end. */
export function over(): Refused {
	return new Refused({ code: 'unprocessable', key: 'rota_error_over' });
}
