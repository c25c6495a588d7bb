/** A date of garden life, 'YYYY-MM-DD', in the garden's own time zone. */
export type Day = string;

/** A weekday as in RFC 5545. */
export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** The week from Monday, as in ISO 8601. */
export const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const MS_PER_DAY = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** True for the text of a day that exists in the calendar: '2026-02-30' does not. */
export function isDay(text: string): text is Day {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && fromNumber(toNumber(text)) === text;
}

/** The day of an instant on the clock of a time zone (IANA name). */
export function dayOf(instant: Date, zone: string): Day {
	return clock(zone).format(instant).slice(0, 10);
}

/** The hour, 0 to 23, of an instant on the clock of a time zone. */
export function hourOf(instant: Date, zone: string): number {
	return Number(clock(zone).format(instant).slice(-2));
}

function clock(zone: string): Intl.DateTimeFormat {
	let known = clocks.get(zone);
	if (!known) {
		// Swedish writes dates as ISO 8601 does: '2026-08-18 17'.
		known = new Intl.DateTimeFormat('sv-SE', {
			timeZone: zone,
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			hourCycle: 'h23'
		});
		clocks.set(zone, known);
	}
	return known;
}

/** The day so many days later (earlier where `count` is negative). */
export function addDays(day: Day, count: number): Day {
	return fromNumber(toNumber(day) + count);
}

/** Days from one day to another: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: Day, to: Day): number {
	return toNumber(to) - toNumber(from);
}

/** The days from `from` up to, not including, `until`. */
export function daysIn(from: Day, until: Day): Day[] {
	const first = toNumber(from);
	return Array.from({ length: Math.max(0, toNumber(until) - first) }, (_, index) =>
		fromNumber(first + index)
	);
}

/** The weekday of a day. */
export function weekdayOf(day: Day): Weekday {
	// 1 January 1970 was a Thursday.
	return WEEKDAYS[(((toNumber(day) + 3) % 7) + 7) % 7]!;
}

/** The Monday of the day's week. */
export function mondayOf(day: Day): Day {
	return addDays(day, -WEEKDAYS.indexOf(weekdayOf(day)));
}

/** The month of a day, 'YYYY-MM'. */
export function monthOf(day: Day): string {
	return day.slice(0, 7);
}

/** The first day of the month and the first of the next, for a day. */
export function monthBounds(day: Day): { from: Day; until: Day } {
	const from = `${monthOf(day)}-01`;
	return { from, until: `${monthOf(addDays(from, 31))}-01` };
}

function toNumber(day: Day): number {
	return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

function fromNumber(number: number): Day {
	return Number.isFinite(number) ? new Date(number * MS_PER_DAY).toISOString().slice(0, 10) : '';
}
