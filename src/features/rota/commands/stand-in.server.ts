import { defineCommand } from '#lib/command/command.server.ts';
import { canLook, isExpected } from '../rules.ts';
import { OneTurn, TurnWithNote } from '../schema.ts';
import { inTheWay, moveTurn, over, turnForHolder, turnOutcome, TurnResult } from './change-turn.server.ts';
import type { TurnRow } from './rota-access.server.ts';

/** "I'll be there": until the end of the turn. */
export const confirm = defineCommand({
	name: 'rota.confirm',
	version: 1,
	input: OneTurn,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, _input, { turn }) {
		if (turn.state === 'confirmed') return turnOutcome(context, turn, 'confirmed', true);
		requireOpen(turn, context.now);
		await moveTurn(context, turn, 'confirmed', { looking_since: null, looking_note: '' });
		return turnOutcome(context, turn, 'confirmed');
	}
});

/** "Can't make it": the holder stays expected until somebody takes over. Said again, the newer note stands. */
export const lookForStandIn = defineCommand({
	name: 'rota.lookForStandIn',
	version: 1,
	input: TurnWithNote,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, { note }, { turn }) {
		requireOpen(turn, context.now);
		const again = turn.state === 'looking';
		const change = { looking_note: note, ...(again ? {} : { looking_since: context.now }) };
		await moveTurn(context, turn, 'looking', change, note);
		return turnOutcome(context, turn, 'looking', again);
	}
});

/** The holder can come after all. */
export const withdrawStandIn = defineCommand({
	name: 'rota.withdrawStandIn',
	version: 1,
	input: OneTurn,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, _input, { turn }) {
		if (turn.state === 'planned' || turn.state === 'confirmed')
			return turnOutcome(context, turn, turn.state, true);
		requireOpen(turn, context.now);
		await moveTurn(context, turn, 'planned', { looking_since: null, looking_note: '' });
		return turnOutcome(context, turn, 'planned');
	}
});

function requireOpen(turn: TurnRow, now: Date): void {
	if (!isExpected(turn.state)) throw inTheWay(turn.state);
	if (!canLook(turn, now)) throw over();
}
