import { version } from 'uuid';
import { expect, test } from 'vitest';
import { isCommandId, newId } from './id.ts';

test('ids are UUIDs of version 7 with their time in front', () => {
	const id = newId(0x0123456789ab);
	expect(version(id)).toBe(7);
	expect(id.startsWith('01234567-89ab-7')).toBe(true);
	expect(isCommandId(id)).toBe(true);
	expect(new Set(Array.from({ length: 1000 }, () => newId(0))).size).toBe(1000);
});

test('later ids sort after earlier ones', () => {
	const ids = [1, 255, 256, 65_536, 2 ** 40].map((now) => newId(now));
	expect(ids.toSorted()).toEqual(ids);
});

test.each(['', 'abc', '01234567-89ab-1cde-8f01-23456789abcd', '01234567-89ab-7cde-cf01-23456789abcd'])(
	'%s is no command id',
	(id) => expect(isCommandId(id)).toBe(false)
);
