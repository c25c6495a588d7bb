import * as v from 'valibot';
import { GardenParam, insideRead } from '#features/gardens/reading.server.ts';
import { PickUpResult } from '#features/harvest/reads.server.ts';
import { TurnResult, WantedResult } from '#features/rota/reads.server.ts';
import { Count, Day, Flag, Instant, or } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { todayPage } from './today.server.ts';

const today = defineRead({
	name: 'today',
	path: '/gardens/{garden}/today',
	summary: 'Your day in a garden: your turn and what you may do with it, what you pick up, who is wanted.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({
		...{ now: Instant, day: Day },
		card: or(
			v.strictObject({
				kind: v.picklist(['now', 'late', 'done', 'next']),
				turn: TurnResult,
				may: v.strictObject({ done: Flag, look: Flag, over: Flag })
			})
		),
		after: or(TurnResult),
		late: v.array(TurnResult),
		wanted: v.array(WantedResult),
		pickUps: v.array(PickUpResult),
		month: v.strictObject({ done: Count, planned: Count }),
		rest: or(v.strictObject({ lastDay: or(Day) })),
		hasPlot: Flag
	}),
	async read(context, params) {
		const place = await insideRead(context, params);
		const {
			card,
			tomorrow: _,
			hour: __,
			...page
		} = await todayPage(context.db, place, context.now, context.locale);
		return { ...page, card: card && { kind: card.kind, turn: card.turn, may: card.may } };
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [today];
