import { expect, test } from 'vitest';
import { initials, tintOf } from './initials.ts';

test('initials are the first letters of the first and the last word', () => {
	expect(initials('Rosa Martínez Gil')).toBe('RG');
	expect(initials('ahmed')).toBe('A');
	expect(initials('  Élodie   Ñandú ')).toBe('ÉÑ');
	expect(initials('🌻 Ida')).toBe('🌻I');
	expect(initials(' ')).toBe('?');
});

test('a name always has the same colour', () => {
	expect(tintOf('Rosa')).toBe(tintOf('Rosa'));
	expect(new Set(['Rosa', 'Ahmed', 'Mei', 'Ida', 'Jo', 'Olu', 'Bea'].map(tintOf)).size).toBeGreaterThan(2);
});
