import { whenText } from '#features/harvest/words.ts';
import { turnsToday } from '#features/rota/rules.ts';
import { addDays, dayOf, hourOf } from '#lib/time/day.ts';
import type { TodayInWords } from './words.server.ts';

/**
 * *Today* of some time ago as it is read now, without a connection: what was tomorrow's turn is today's and can be
 * marked done. It knows the turns that were sent along, no further ones: where none of them stands first any more,
 * what was said then stays.
 */
export function readLater(then: TodayInWords, now: Date, zone: string): TodayInWords {
	const day = dayOf(now, zone);
	const known = [...then.late, then.card?.turn ?? [], then.after ?? []].flat();
	const { card, ...others } = turnsToday(
		known.toSorted((a, b) => a.start.localeCompare(b.start)),
		day,
		addDays(day, -7),
		now
	);
	const plan = card?.turn.id === then.card?.turn.id ? (then.card?.plan ?? null) : null;
	return {
		...then,
		...(card && { ...others, card: { ...card, plan } }),
		...{ now: now.toISOString(), day, tomorrow: addDays(day, 1), hour: hourOf(now, zone) },
		wanted: then.wanted.filter(({ end }) => Date.parse(end) > now.getTime()),
		pickUps: then.pickUps
			.filter(({ until }) => Date.parse(until) > now.getTime())
			.map((pickUp) => ({ ...pickUp, when: whenText(pickUp, now, zone) })),
		rest: then.rest?.lastDay && then.rest.lastDay < day ? null : then.rest
	};
}
