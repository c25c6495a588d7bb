import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '#lib/time/day.ts';
import { holds } from '#lib/time/range.ts';
import { byNumber, isPlain, numberKey, tidyNumber } from './numbers.ts';
import {
	canTakeBack,
	clashOf,
	daysFault,
	freeDays,
	isShown,
	LOOKS,
	stateOf,
	tenancyPhase,
	type PlotFacts,
	type Taken
} from './rules.ts';

const TODAY = '2026-08-18';
const FREE: PlotFacts = { kind: 'single', outOfUseSince: null, current: null, next: null, mine: false };
const open = { lastDay: null };

describe('the state of a plot', () => {
	test.each([
		['free', {}],
		['upcoming', { next: {} }],
		['held', { current: open }],
		['held', { current: { lastDay: addDays(TODAY, 61) } }],
		['ending', { current: { lastDay: addDays(TODAY, 60) } }],
		['ending', { current: { lastDay: TODAY }, next: {} }],
		['mine', { current: open, mine: true }],
		['mine', { current: open, mine: true, kind: 'donation' }],
		['donation', { kind: 'donation', current: open }],
		['nursery', { kind: 'nursery' }],
		['shared', { kind: 'shared' }],
		['held', { kind: 'raised', current: open }],
		['free', { kind: 'raised' }],
		['out', { outOfUseSince: TODAY, kind: 'shared' }],
		['free', { outOfUseSince: addDays(TODAY, 1) }]
	] satisfies [string, Partial<PlotFacts>][])('is %s with %j', (state, facts) => {
		expect(stateOf({ ...FREE, ...facts }, TODAY)).toBe(state);
	});

	test('no two states are told apart by colour alone', () => {
		const looks = Object.values(LOOKS).map(({ look, sign }) => `${look} ${sign}`);
		expect(new Set(looks).size).toBe(looks.length);
	});

	test('lists hold what they say', () => {
		const free = { ...FREE, state: 'free' as const };
		const donation = { ...FREE, state: 'donation' as const };
		expect(isShown('free', free)).toBe(true);
		expect(isShown('free', { ...FREE, state: 'upcoming', next: {} })).toBe(false);
		expect(isShown('held', { ...FREE, state: 'upcoming', next: {} })).toBe(true);
		expect(isShown('held', { ...donation, current: open })).toBe(true);
		expect(isShown('held', donation)).toBe(false);
		expect(isShown('mine', { ...FREE, state: 'held', current: open })).toBe(false);
		expect(isShown('all', { ...FREE, state: 'out' })).toBe(true);
	});

	test.each([
		[{}, { from: TODAY, lastDay: null }],
		[{ current: open }, null],
		[{ current: { lastDay: '2026-09-30' } }, { from: '2026-10-01', lastDay: null }],
		[{ current: { lastDay: '2026-09-30' }, next: { from: '2026-10-01' } }, null],
		[{ next: { from: '2026-10-01' } }, { from: TODAY, lastDay: '2026-09-30' }],
		[{ outOfUseSince: TODAY }, null]
	])('%j can be given for %j', (plot, days) => {
		expect(freeDays({ outOfUseSince: null, current: null, next: null, ...plot }, TODAY)).toEqual(days);
	});
});

describe('whether a plot can be given', () => {
	const book: Taken[] = [
		{ from: '2027-01-01', until: null },
		{ from: '2026-03-01', until: '2026-11-01' }
	];

	test.each([
		['2026-11-01', '2027-01-01', null],
		['2025-01-01', '2026-03-01', null],
		['2026-11-01', null, { key: 'plots_taken_from', day: '2027-01-01' }],
		['2026-03-01', '2026-03-02', { key: 'plots_taken_until', day: '2026-11-01' }],
		['2025-01-01', null, { key: 'plots_taken_from', day: '2026-03-01' }],
		['2030-01-01', null, { key: 'plots_taken_open', day: null }]
	])('from %s until %s: %j', (from, until, expected) => {
		expect(clashOf({ from, until }, book)).toEqual(expected);
	});

	test('where one follows the other without a gap, it is free after the last of them', () => {
		const row: Taken[] = [
			{ from: '2026-05-01', until: '2026-06-01' },
			{ from: '2026-06-01', until: '2026-07-01' }
		];
		expect(clashOf({ from: '2026-05-10', until: null }, row)?.day).toBe('2026-07-01');
	});

	const days = fc.integer({ min: 0, max: 60 }).map((count) => addDays(TODAY, count));
	const ranges = fc
		.tuple(days, fc.option(fc.integer({ min: 1, max: 20 })))
		.map(([from, length]): Taken => ({ from, until: length === null ? null : addDays(from, length) }));
	const everyDay = Array.from({ length: 100 }, (_, at): Day => addDays(TODAY, at));

	/** Tenancies as the book takes them: each only where it fits. */
	function bookOf(wishes: Taken[]): Taken[] {
		const book: Taken[] = [];
		for (const wish of wishes) if (!clashOf(wish, book)) book.push(wish);
		return book;
	}

	test('no day is given twice, and what is refused would have been', () => {
		fc.assert(
			fc.property(fc.array(ranges, { maxLength: 20 }), ranges, (wishes, wish) => {
				const book = bookOf(wishes);
				for (const day of everyDay)
					expect(book.filter((taken) => holds(taken, day)).length).toBeLessThanOrEqual(1);
				const shared = everyDay.some((day) => holds(wish, day) && book.some((taken) => holds(taken, day)));
				expect(clashOf(wish, book) !== null).toBe(shared);
			})
		);
	});

	test('the day it names is the first free one', () => {
		fc.assert(
			fc.property(fc.array(ranges, { maxLength: 20 }), ranges, (wishes, wish) => {
				const book = bookOf(wishes);
				const clash = clashOf(wish, book);
				const isTaken = (day: Day) => book.some((taken) => holds(taken, day));
				if (clash?.key !== 'plots_taken_until') return;
				expect(isTaken(clash.day!)).toBe(false);
				for (let day = wish.from; day < clash.day!; day = addDays(day, 1)) expect(isTaken(day)).toBe(true);
			})
		);
	});
});

describe('days', () => {
	test('outside of what a book can hold are named', () => {
		expect(daysFault('1899-12-31', null, TODAY)).toMatchObject({ field: 'from', key: 'plots_day_too_early' });
		expect(daysFault('2036-08-20', null, TODAY)).toMatchObject({ key: 'plots_day_too_late' });
		expect(daysFault('2026-08-18', '2026-08-17', TODAY)).toMatchObject({ key: 'plots_ends_before' });
		expect(daysFault('2026-08-18', '2046-08-17', TODAY)).toMatchObject({ field: 'until' });
		expect(daysFault('2026-08-18', '2026-08-18', TODAY)).toBe(null);
	});

	test('a tenancy is past the day after its last, and can be taken back until its first is over', () => {
		expect(tenancyPhase({ from: '2026-01-01', until: TODAY }, TODAY)).toBe('past');
		expect(tenancyPhase({ from: '2026-01-01', until: addDays(TODAY, 1) }, TODAY)).toBe('current');
		expect(tenancyPhase({ from: addDays(TODAY, 1), until: null }, TODAY)).toBe('future');
		expect(canTakeBack({ from: TODAY, until: null }, TODAY)).toBe(true);
		expect(canTakeBack({ from: addDays(TODAY, -1), until: null }, TODAY)).toBe(false);
	});
});

test('numbers are tidied, compared without case, and ordered as people count', () => {
	expect(tidyNumber('  A \n 1 ')).toBe('A 1');
	expect(numberKey('Ä1')).toBe('ä1');
	expect([isPlain('Ñ-12 b'), isPlain('a\u200bb'), isPlain('a\u202eb')]).toEqual([true, false, false]);
	const plots = ['A10', 'B1', 'A2', 'a3'].map((number) => ({ number }));
	expect(plots.sort(byNumber).map(({ number }) => number)).toEqual(['A2', 'a3', 'A10', 'B1']);
});
