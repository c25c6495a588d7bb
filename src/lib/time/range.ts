import { addDays, type Day } from './day.ts';

/** Days from a day up to, not including, another; null: open. */
export interface DayRange {
	from: Day | null;
	until: Day | null;
}

/** Time from an instant up to, not including, another. */
export interface InstantRange {
	start: Date;
	end: Date;
}

/** Reads PostgreSQL's text of a daterange, such as '[2026-03-01,)'. Refuses (throws) other texts. */
export function parseDayRange(text: string): DayRange {
	const [, open, from = '', until = '', close] = /^([[(])([\d-]*),([\d-]*)([\])])$/.exec(text) ?? [];
	if (!open) throw new Error('Not a range of days');
	return {
		from: from ? (open === '(' ? addDays(from, 1) : from) : null,
		until: until ? (close === ']' ? addDays(until, 1) : until) : null
	};
}

/** The text of a daterange for PostgreSQL; `until` is the first day after it. */
export function dayRange(from: Day | null, until: Day | null): string {
	return `[${from ?? ''},${until ?? ''})`;
}

/** True where the day lies in the range. */
export function holds({ from, until }: DayRange, day: Day): boolean {
	return (from === null || from <= day) && (until === null || day < until);
}

/** Reads PostgreSQL's text of a bounded tstzrange, whatever the session's time zone. Refuses (throws) other texts. */
export function parseInstantRange(text: string): InstantRange {
	const [, start, end] = /^\["?([^",]+)"?,"?([^",]+)"?\)$/.exec(text) ?? [];
	if (!start || !end) throw new Error('Not a range of times');
	return { start: parseInstant(start), end: parseInstant(end) };
}

/** PostgreSQL writes '2026-08-18 18:00:00+02'; ISO 8601 wants a T and minutes in the offset. */
function parseInstant(text: string): Date {
	const instant = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
	if (Number.isNaN(instant.getTime())) throw new Error('Not a time');
	return instant;
}

/** The text of a tstzrange for PostgreSQL. */
export function instantRange(start: Date, end: Date): string {
	return `[${start.toISOString()},${end.toISOString()})`;
}
