import { requireArea } from '#features/members/access.server.ts';
import { canRunRotas, isExpected } from '../rules.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { OneTurn } from '../schema.ts';
import { inTheWay, moveTurn, turnForHolder, turnOutcome, TurnResult } from './change-turn.server.ts';
import { turnForGardener } from './rota-access.server.ts';

/** A steward notes that nobody came; after the end of the turn. The holder can still say that it was done. */
export const markMissed = defineCommand({
	name: 'rota.markMissed',
	version: 1,
	input: OneTurn,
	result: TurnResult,
	async guard(context, { turnId }) {
		const scope = await turnForGardener(context, turnId);
		await requireArea(context, scope.turn.garden_id, 'rota');
		return scope;
	},
	async run(context, _input, { turn }) {
		if (turn.state === 'missed') return turnOutcome(context, turn, 'missed', true);
		if (!isExpected(turn.state)) throw inTheWay(turn.state);
		if (context.now < turn.end) throw new Refused({ code: 'unprocessable', key: 'rota_error_not_over' });
		await moveTurn(context, turn, 'missed');
		return turnOutcome(context, turn, 'missed');
	}
});

/**
 * Excuses somebody, without a reason: a steward at any time, the holder once the turn is over ("I couldn't").
 * Before that the holder looks for a stand-in. The seat is empty then.
 */
export const excuse = defineCommand({
	name: 'rota.excuse',
	version: 1,
	input: OneTurn,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, _input, { turn, standing }) {
		if (turn.state === 'excused') return turnOutcome(context, turn, 'excused', true);
		if (!isExpected(turn.state) && turn.state !== 'missed') throw inTheWay(turn.state);
		if (!canRunRotas(standing) && context.now < turn.end)
			throw new Refused({ code: 'unprocessable', key: 'rota_error_look_first' });
		await moveTurn(context, turn, 'excused');
		return turnOutcome(context, turn, 'excused');
	}
});
