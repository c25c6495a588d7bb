import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { canMarkDone, mayBeDone } from '../rules.ts';
import { OneTurn, TurnWithNote } from '../schema.ts';
import { inTheWay, moveTurn, turnForHolder, turnOutcome, TurnResult } from './change-turn.server.ts';

/**
 * Done: by the holder, or by a steward for them, from twelve hours before the start; also where it was marked
 * missed. What counts is when it was done: the word of it may arrive a day later, from where there was no signal.
 */
export const markDone = defineCommand({
	name: 'rota.markDone',
	version: 1,
	input: TurnWithNote,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, { note }, { turn }) {
		if (turn.state === 'done') return turnOutcome(context, turn, 'done', true);
		if (!canMarkDone(turn, context.doneAt)) {
			if (mayBeDone(turn.start, context.doneAt)) throw inTheWay(turn.state);
			throw new Refused({ code: 'unprocessable', key: 'rota_error_too_early' });
		}
		await moveTurn(context, turn, 'done', { done_at: context.doneAt, done_note: note }, note);
		return turnOutcome(context, turn, 'done');
	}
});

/** Takes "done" back: it was the wrong button. The turn is expected again. */
export const undoDone = defineCommand({
	name: 'rota.undoDone',
	version: 1,
	input: OneTurn,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, _input, { turn }) {
		if (turn.state === 'planned') return turnOutcome(context, turn, 'planned', true);
		if (turn.state !== 'done') throw inTheWay(turn.state);
		await moveTurn(context, turn, 'planned', { done_at: null, done_note: '' });
		return turnOutcome(context, turn, 'planned');
	}
});
