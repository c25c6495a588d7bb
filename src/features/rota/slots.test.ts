import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, dayOf, WEEKDAYS, weekdayOf } from '#lib/time/day.ts';
import { parseRecurrence, recurrenceText } from './recurrence.ts';
import { slotsOf } from './slots.server.ts';

const plan = (given: object = {}) => ({
	season: '[2026-03-20,2026-04-06)',
	recurrence: 'FREQ=WEEKLY;BYDAY=TU,SA',
	starts_at: '18:00:00',
	minutes: 120,
	room: 2,
	...given
});

describe('slotsOf', () => {
	it('stays at the same time on the clock when the clock changes', () => {
		const slots = slotsOf(plan(), 'Europe/Berlin');
		expect(slots.map(({ day }) => day)).toEqual([
			'2026-03-21',
			'2026-03-24',
			'2026-03-28',
			'2026-03-31',
			'2026-04-04'
		]);
		expect(slots.map(({ start }) => start.toISOString().slice(11, 16))).toEqual([
			'17:00',
			'17:00',
			'17:00',
			'16:00',
			'16:00'
		]);
		expect(slots.every(({ start, end }) => end.getTime() - start.getTime() === 120 * 60_000)).toBe(true);
	});

	it('counts every other week from the Monday of the first day', () => {
		const days = slotsOf(plan({ recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR' }), 'Europe/Berlin').map(
			({ day }) => day
		);
		expect(days).toEqual(['2026-03-20', '2026-03-30', '2026-04-03']);
	});

	it('says on which day a slot ends that goes past midnight', () => {
		const [slot] = slotsOf(plan({ starts_at: '23:00', minutes: 90 }), 'Europe/Berlin');
		expect(slot).toMatchObject({ day: '2026-03-21', lastDay: '2026-03-22' });
	});

	it('gives ascending slots on the right weekdays, each in its season and with its own key', () => {
		const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
		const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
		const first = fc.integer({ min: 0, max: 700 }).map((count) => addDays('2025-06-01', count));
		const weekdays = fc.subarray([...WEEKDAYS], { minLength: 1 });
		fc.assert(
			fc.property(
				zones,
				time,
				first,
				fc.integer({ min: 1, max: 200 }),
				weekdays,
				(zone, [hour, minute], from, length, days) => {
					const starts_at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
					const season = `[${from},${addDays(from, length)})`;
					const recurrence = recurrenceText({ weekdays: days, interval: 1 });
					const slots = slotsOf(plan({ starts_at, season, recurrence }), zone);
					expect(new Set(slots.map(({ key }) => key)).size).toBe(slots.length);
					slots.forEach(({ day, start }, index) => {
						expect(days).toContain(weekdayOf(day));
						expect(daysBetween(from, day)).toBeGreaterThanOrEqual(0);
						expect(daysBetween(from, day)).toBeLessThan(length);
						expect(dayOf(start, zone)).toBe(day);
						if (index) expect(start.getTime()).toBeGreaterThan(slots[index - 1]!.start.getTime());
					});
					const wanted = Array.from({ length }, (_, at) => weekdayOf(addDays(from, at))).filter((day) =>
						days.includes(day)
					);
					expect(slots).toHaveLength(wanted.length);
				}
			)
		);
	});
});

describe('recurrences', () => {
	it('are written and read again', () => {
		expect(recurrenceText({ weekdays: ['SA', 'TU'], interval: 1 })).toBe('FREQ=WEEKLY;BYDAY=TU,SA');
		expect(parseRecurrence('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU')).toEqual({ weekdays: ['SU'], interval: 2 });
		for (const text of [
			'',
			'FREQ=DAILY',
			'FREQ=WEEKLY;BYDAY=',
			'FREQ=WEEKLY;BYDAY=XX',
			'FREQ=WEEKLY;BYDAY=2TU'
		])
			expect(() => parseRecurrence(text)).toThrow();
	});
});
