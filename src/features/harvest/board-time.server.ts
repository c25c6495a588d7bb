import { dayOf } from '#lib/time/day.ts';
import { dayBounds } from '#lib/time/zone.server.ts';
import type { LotView } from './view.ts';

const DAY_MS = 86_400_000;

/** The first moment at which lots look otherwise by time alone: a window opens or closes, or a day ends in a zone. */
export function nextChange(
	lots: readonly Pick<LotView, 'from' | 'until'>[],
	zones: readonly string[],
	now: Date
): Date {
	const windows = lots.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until)]);
	const midnights = zones.map((zone) => dayBounds(dayOf(now, zone), zone).end.getTime());
	const later = [...windows, ...midnights].filter((time) => time > now.getTime());
	return new Date(Math.min(now.getTime() + DAY_MS, ...later));
}
