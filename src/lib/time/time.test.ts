import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	dayOf,
	daysBetween,
	daysIn,
	hourOf,
	isDay,
	mondayOf,
	monthBounds,
	weekdayOf
} from './day.ts';
import { dayRange, holds, instantRange, parseDayRange, parseInstantRange } from './range.ts';
import { dayBounds, instantAt, isTimeZone, timesOf } from './zone.server.ts';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1980-01-01', count));
const zones = [
	'Europe/Berlin',
	'America/New_York',
	'Pacific/Apia',
	'Asia/Kolkata',
	'America/Sao_Paulo',
	'UTC'
];

describe('days', () => {
	it('knows which days exist', () => {
		expect(isDay('2028-02-29')).toBe(true);
		for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '', 'tomorrow', '2026-08-18T00:00'])
			expect(isDay(text)).toBe(false);
	});

	it('takes the day and hour from the garden’s clock, not the server’s', () => {
		const instant = new Date('2026-08-18T22:30:00Z');
		expect(dayOf(instant, 'Europe/Berlin')).toBe('2026-08-19');
		expect(hourOf(instant, 'Europe/Berlin')).toBe(0);
		expect(dayOf(instant, 'America/New_York')).toBe('2026-08-18');
		expect(hourOf(instant, 'America/New_York')).toBe(18);
	});

	it('counts across months, leap days and clock changes', () => {
		expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
		expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
		expect(weekdayOf('2026-08-18')).toBe('TU');
		expect(mondayOf('2026-08-23')).toBe('2026-08-17');
		expect(monthBounds('2026-12-31')).toEqual({ from: '2026-12-01', until: '2027-01-01' });
		expect(daysIn('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
	});

	it('goes there and back', () => {
		fc.assert(
			fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
				expect(daysBetween(day, addDays(day, count))).toBe(count);
				expect(addDays(addDays(day, count), -count)).toBe(day);
			})
		);
	});
});

describe('times on a garden’s clock', () => {
	it('keeps the time on the clock when the clock changes', () => {
		expect(instantAt('2026-03-28', '18:00', 'Europe/Berlin').toISOString()).toBe('2026-03-28T17:00:00.000Z');
		expect(instantAt('2026-03-29', '18:00', 'Europe/Berlin').toISOString()).toBe('2026-03-29T16:00:00.000Z');
	});

	it('moves a time that does not exist behind the gap, and takes the first of two', () => {
		expect(instantAt('2026-03-29', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
		expect(instantAt('2026-10-25', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
	});

	it('lasts its real minutes across a change', () => {
		const { start, end } = timesOf('2026-03-29', '01:30:00', 120, 'Europe/Berlin');
		expect(end.getTime() - start.getTime()).toBe(120 * 60_000);
		const { start: first, end: last } = dayBounds('2026-10-25', 'Europe/Berlin');
		expect((last.getTime() - first.getTime()) / 3_600_000).toBe(25);
	});

	it('gives an instant whose day is that day', () => {
		fc.assert(
			fc.property(anyDay, fc.constantFrom(...zones), (day, zone) => {
				// Samoa had no 30 December 2011.
				fc.pre(!(zone === 'Pacific/Apia' && day === '2011-12-30'));
				expect(dayOf(instantAt(day, '12:00', zone), zone)).toBe(day);
			})
		);
	});

	it('knows which zones there are', () => {
		expect(isTimeZone('America/New_York')).toBe(true);
		expect(isTimeZone('Mars/Olympus')).toBe(false);
		expect(isTimeZone('+02:00')).toBe(false);
	});
});

describe('ranges', () => {
	it('reads what PostgreSQL writes', () => {
		expect(parseDayRange('[2026-03-01,)')).toEqual({ from: '2026-03-01', until: null });
		expect(parseDayRange('[2026-03-01,2026-03-31]')).toEqual({ from: '2026-03-01', until: '2026-04-01' });
		expect(parseDayRange(dayRange('2026-03-01', '2026-04-01'))).toEqual({
			from: '2026-03-01',
			until: '2026-04-01'
		});
		expect(() => parseDayRange('empty')).toThrow();
		const evening = { start: new Date('2026-08-18T16:00:00Z'), end: new Date('2026-08-18T18:00:00Z') };
		expect(parseInstantRange('["2026-08-18 18:00:00+02","2026-08-18 20:00:00+02")')).toEqual(evening);
		expect(parseInstantRange('["2026-08-18 21:30:00+05:30","2026-08-18 23:30:00+05:30")')).toEqual(evening);
		expect(parseInstantRange(instantRange(evening.start, evening.end))).toEqual(evening);
		expect(() => parseInstantRange('["2026-08-18 18:00:00+02",)')).toThrow();
	});

	it('holds its first day and not the day after its last', () => {
		const range = parseDayRange('[2026-03-01,2026-03-03)');
		expect(['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'].map((day) => holds(range, day))).toEqual([
			false,
			true,
			true,
			false
		]);
	});
});
