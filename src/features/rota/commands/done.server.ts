import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { canMarkDone, mayBeDone } from '../rules.ts';
import { DoneTurn, OneTurn } from '../schema.ts';
import { inTheWay, moveTurn, turnForHolder, turnOutcome, TurnResult } from './change-turn.server.ts';
import '#features/photos/tables.ts';

/**
 * Done: by the holder, or by a steward for them, from twelve hours before the start; also where it was marked
 * missed. A photo may go with it, of this garden and added by the sender. What counts is when it was done: the word of it may arrive a day later, from where there was no signal.
 */
export const markDone = defineCommand({
	name: 'rota.markDone',
	version: 1,
	input: DoneTurn,
	result: TurnResult,
	guard: (context, { turnId }) => turnForHolder(context, turnId),
	async run(context, { note, photoId }, { turn }) {
		if (turn.state === 'done') return turnOutcome(context, turn, 'done', true);
		if (!canMarkDone(turn, context.doneAt)) {
			if (mayBeDone(turn.start, context.doneAt)) throw inTheWay(turn.state);
			throw new Refused({ code: 'unprocessable', key: 'rota_error_too_early' });
		}
		if (photoId) await requireOwnPhoto(context, turn.garden_id, photoId);
		const change = { done_at: context.doneAt, done_note: note, done_photo_id: photoId };
		await moveTurn(context, turn, 'done', change, note);
		return turnOutcome(context, turn, 'done');
	}
});

async function requireOwnPhoto({ tx, actor }: CommandContext, gardenId: string, photoId: string) {
	const found = await tx
		.selectFrom('photo')
		.select('id')
		.where('id', '=', photoId)
		.where('garden_id', '=', gardenId)
		.where('added_by', '=', actor.personId)
		.executeTakeFirst();
	if (!found) throw new Refused({ code: 'unprocessable', key: 'rota_error_photo', field: 'photo' });
}

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
		await moveTurn(context, turn, 'planned', { done_at: null, done_note: '', done_photo_id: null });
		return turnOutcome(context, turn, 'planned');
	}
});
