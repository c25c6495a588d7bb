import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unstorable } from './storable.ts';

test('names the first text that cannot be kept, wherever it stands', () => {
	expect(unstorable({ name: 'Rosa', list: [{ note: 'a\0b' }] })).toBe('list.0.note');
	expect(unstorable({ name: '\ud800' })).toBe('name');
	expect(unstorable({ rota: { 'a\0': 1 } })).toBe('rota');
	expect(unstorable('\0')).toBe('');
	expect(unstorable([1, 2, '\0'])).toBe('2');
});

test('passes what can be kept: emoji, right-to-left text, bytes, numbers', () => {
	expect(unstorable({ name: '🍅 طماطم', bytes: new Uint8Array([0]), at: [[13.4, 52.5]], none: null })).toBe(
		undefined
	);
	fc.assert(
		fc.property(fc.anything({ values: [fc.string({ unit: 'grapheme' })] }), (value) => {
			const text = JSON.stringify(value) ?? '';
			if (!text.includes('\\u0000')) expect(unstorable(JSON.parse(text || 'null'))).toBe(undefined);
		})
	);
});
