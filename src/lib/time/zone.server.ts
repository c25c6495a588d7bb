import type { Day } from './day.ts';
import type { InstantRange } from './range.ts';

/** True for a time zone that this server knows (IANA name). */
export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return !/^[+-]/.test(name);
	} catch {
		return false;
	}
}

/**
 * The instant of a time ('HH:MM' or 'HH:MM:SS') on a garden's clock. A time that the clock skips in spring is
 * taken after the gap, one that comes twice in autumn is the first: as RFC 5545 §3.3.5 wants it.
 */
export function instantAt(day: Day, time: string, zone: string): Date {
	const local = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time });
	return new Date(local.epochMilliseconds);
}

/** From a time on the garden's clock, so many real minutes long: also where the clock changes between. */
export function timesOf(day: Day, time: string, minutes: number, zone: string): InstantRange {
	const start = instantAt(day, time, zone);
	return { start, end: new Date(start.getTime() + minutes * 60_000) };
}

/** From the first instant of a garden's day to the first of the next: 23 to 25 hours. */
export function dayBounds(day: Day, zone: string): InstantRange {
	const date = Temporal.PlainDate.from(day);
	return {
		start: new Date(date.toZonedDateTime(zone).epochMilliseconds),
		end: new Date(date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
	};
}
