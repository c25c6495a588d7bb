import { afterEach, describe, expect, test } from 'vitest';
import * as f from './format.ts';
import { baseLocale, overwriteGetLocale } from './paraglide/runtime.js';

const evening = new Date('2026-08-18T16:05:00Z');
const speak = (locale: 'en' | 'es') => overwriteGetLocale(() => locale);
afterEach(() => speak(baseLocale));

describe('in English', () => {
	test('days and times are those of the garden, whatever the machine', () => {
		expect(f.day('2026-08-18')).toBe('Tuesday 18 August');
		expect(f.day('2027-08-18', undefined, '2026-08-18')).toBe('Wednesday 18 August 2027');
		expect(f.day(new Date('2026-08-18T23:30:00Z'), 'Europe/Berlin')).toBe('Wednesday 19 August');
		expect(f.dayShort('2026-08-18')).toBe('18 Aug');
		expect(f.dayYear('2026-08-18')).toBe('18 August 2026');
		expect(f.weekday(evening, 'America/New_York', 'short')).toBe('Tue');
		expect(f.month('2026-08-18')).toBe('August 2026');
		expect(f.time(evening, 'Europe/Berlin')).toBe('18:05');
		expect(f.time(new Date('2026-08-18T00:05:00Z'), 'UTC')).toBe('00:05');
		expect(f.time('18:05:00')).toBe('18:05');
		expect(f.timeRange(evening, new Date('2026-08-18T18:00:00Z'), 'America/New_York')).toBe('12:05–14:00');
		expect(f.dateTime(evening, 'Europe/Berlin')).toBe('Tue 18 Aug, 18:05');
	});

	test('how far away something is', () => {
		expect(f.relative('2026-08-20', '2026-08-18')).toBe('in 2 days');
		expect(f.relative('2026-08-19', '2026-08-18')).toBe('tomorrow');
		expect(f.relative('2026-08-18', '2026-08-18')).toBe('today');
		expect(f.relative('2026-08-28', '2026-08-18')).toBe('in 10 days');
		expect(f.relative('2026-09-01', '2026-08-18')).toBe('in 2 weeks');
		expect(f.relative('2026-05-18', '2026-08-18')).toBe('3 months ago');
		expect(f.relative(new Date(evening.getTime() - 3 * 3600_000), evening)).toBe('3 hours ago');
		expect(f.relative(evening, evening)).toBe('this minute');
	});

	test('numbers, measures and lists', () => {
		expect(f.number('1250.50')).toBe('1,250.5');
		expect(f.quantity('4.500', 'kg')).toBe('4.5 kg');
		expect(f.quantity(20, 'm2')).toBe('20 m²');
		expect(f.quantity(3, 'bunches')).toBe('3 bunches');
		expect(f.list(['Rosa', 'Ahmed', 'Mei'])).toBe('Rosa, Ahmed and Mei');
		expect(f.list(['Rosa', 'Ahmed'], 'or')).toBe('Rosa or Ahmed');
		expect(f.list([])).toBe('');
	});
});

test('in Spanish', () => {
	speak('es');
	expect(f.day('2026-08-18')).toBe('martes 18 de agosto');
	expect(f.dayShort('2026-08-18')).toBe('18 ago');
	expect(f.dayYear('2026-08-18')).toBe('18 de agosto de 2026');
	expect(f.month('2026-08-18')).toBe('agosto de 2026');
	expect(f.time(evening, 'Europe/Madrid')).toBe('18:05');
	expect(f.relative('2026-08-20', '2026-08-18')).toBe('pasado mañana');
	expect(f.relative('2026-05-18', '2026-08-18')).toBe('hace 3 meses');
	expect(f.number('4.5')).toBe('4,5');
	expect(f.quantity('4.5', 'kg')).toBe('4,5 kg');
	expect(f.list(['Rosa', 'Ahmed', 'Mei'])).toBe('Rosa, Ahmed y Mei');
	expect(f.list(['Rosa', 'Inés'])).toBe('Rosa e Inés');
});
