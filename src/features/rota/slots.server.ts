import { dayOf, daysBetween, daysIn, mondayOf, weekdayOf, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import { timesOf } from '#lib/time/zone.server.ts';
import { parseRecurrence } from './recurrence.ts';

/** When a rota falls: what `slotsOf` needs of its row. */
export interface SlotPlan {
	/** A bounded daterange text. */
	season: string;
	recurrence: string;
	/** 'HH:MM' or 'HH:MM:SS' on the garden's clock. */
	starts_at: string;
	minutes: number;
	room: number;
}

/** A slot before it is in the database. */
export interface PlannedSlot {
	/** Start and length: a slot's name within its rota, before and after it has an id. */
	key: string;
	day: Day;
	/** The garden's day on which it ends: another where it goes past midnight. */
	lastDay: Day;
	start: Date;
	end: Date;
	room: number;
}

/** All slots of a rota's season in order of time; `zone` is the garden's. Pure. */
export function slotsOf(rota: SlotPlan, zone: string): PlannedSlot[] {
	const { from, until } = parseDayRange(rota.season);
	if (!from || !until) throw new Error('A season has a first and a last day');
	const { weekdays, interval } = parseRecurrence(rota.recurrence);
	const firstMonday = mondayOf(from);
	return daysIn(from, until)
		.filter((day) => weekdays.includes(weekdayOf(day)))
		.filter((day) => (daysBetween(firstMonday, mondayOf(day)) / 7) % interval === 0)
		.map((day) => {
			const { start, end } = timesOf(day, rota.starts_at, rota.minutes, zone);
			const lastDay = dayOf(new Date(end.getTime() - 1), zone);
			return { key: slotKey(start, end), day, lastDay, start, end, room: rota.room };
		});
}

/** The name of a slot within its rota. */
export function slotKey(start: Date, end: Date): string {
	return `${start.toISOString()}/${(end.getTime() - start.getTime()) / 60_000}`;
}
