import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOutdated, markIn, readMark, whatIsLost, writeMark } from './lost.ts';

const had = { pages: 12, unsent: 2, day: '2026-08-18' };

test('a mark holds two counts and a day, and is read again', () => {
	expect(writeMark(had)).toBe('12.2.2026-08-18');
	fc.assert(
		fc.property(fc.nat(99_999), fc.nat(99_999), (pages, unsent) => {
			const mark = { pages, unsent, day: '2026-08-18' };
			expect(readMark(writeMark(mark))).toEqual(mark);
		})
	);
});

test.each(['', '12.2', '12.2.2026-13-45', '-1.0.2026-08-18', '1e3.0.2026-08-18', '12.2.2026-08-18; x', null])(
	'%j is no mark',
	(text) => expect(readMark(text)).toBeNull()
);

test('the mark is found among other cookies', () => {
	expect(markIn('locale=es; kept=12.2.2026-08-18; x=y')).toEqual(had);
	expect(markIn('unkept=12.2.2026-08-18')).toBeNull();
	expect(markIn('')).toBeNull();
});

test('only what vanished by itself is lost', () => {
	expect(whatIsLost(had, false)).toEqual(had);
	expect(whatIsLost(had, true)).toBeNull();
	expect(whatIsLost(null, false)).toBeNull();
	expect(whatIsLost({ ...had, pages: 0, unsent: 0 }, false)).toBeNull();
	expect(whatIsLost({ ...had, pages: 0 }, false)).not.toBeNull();
});

test('the mark is written once a day, and when the number of unsent things changes', () => {
	expect(isOutdated(null, had)).toBe(true);
	expect(isOutdated(had, had)).toBe(false);
	expect(isOutdated(had, { ...had, pages: 40 })).toBe(false);
	expect(isOutdated(had, { ...had, unsent: 0 })).toBe(true);
	expect(isOutdated(had, { ...had, day: '2026-08-19' })).toBe(true);
});
