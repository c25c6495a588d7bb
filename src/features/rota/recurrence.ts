import { WEEKDAYS, type Weekday } from '#lib/time/day.ts';

/** On which days a duty falls: these weekdays of every n-th week, weeks counted from Monday. */
export interface Recurrence {
	weekdays: readonly Weekday[];
	/** 1: every week. */
	interval: number;
}

/** The RRULE text (RFC 5545 §3.3.10), such as 'FREQ=WEEKLY;BYDAY=TU,SA' or 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'. */
export function recurrenceText({ weekdays, interval }: Recurrence): string {
	const days = WEEKDAYS.filter((weekday) => weekdays.includes(weekday)).join(',');
	return `FREQ=WEEKLY;${interval > 1 ? `INTERVAL=${interval};` : ''}BYDAY=${days}`;
}

/** Reads what `recurrenceText` writes. Refuses (throws) any other RRULE. */
export function parseRecurrence(text: string): Recurrence {
	const [, interval = '1', days] = /^FREQ=WEEKLY;(?:INTERVAL=(\d{1,2});)?BYDAY=([A-Z,]+)$/.exec(text) ?? [];
	const weekdays = (days ?? '').split(',') as Weekday[];
	if (!weekdays.every((weekday) => WEEKDAYS.includes(weekday))) throw new Error('Not a weekly recurrence');
	return { weekdays, interval: Number(interval) };
}
