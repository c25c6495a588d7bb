import { expect, test } from 'vitest';
import { weaknessOf } from './weak-passwords.server.ts';

test.each([
	'password123',
	'Password123!',
	'P@ssw0rd2024',
	'1q2w3e4r5t6y',
	'qwertyuiop',
	'QWERTYUIOP!!',
	'dragon198712',
	'aaaaaaaaaaaa',
	'abcabcabcabc',
	'0123456789',
	'zyxwvutsrqpo',
	'passwordpassword',
	'manchester1'
])('%s is one of many people’s', async (password) => {
	expect(await weaknessOf(password, [])).toBe('common');
});

test.each([
	['rosamartinez', ['Rosa Martínez']],
	['MARTÍNEZ-2024', ['Rosa Martínez']],
	['rosa.m@example.org', ['rosa.m@example.org']],
	['elm street garden', ['Elm Street Garden']],
	['gardenstreet42', ['Elm Street Garden']],
	['plotluck2026!', []]
])('%s is made of the person’s own words', async (password, own) => {
	expect(await weaknessOf(password, own)).toBe('own');
});

test.each([
	['three green wheelbarrows', ['Rosa Martínez']],
	['rosa likes kale and rain', ['Rosa Likes']],
	['k7#pQ!x2Lm', []],
	['das Huhn fliegt über Kiel', []],
	['水やりは火曜日の夕方です', []],
	['riego los martes al caer el sol', ['Huerto El Olmo']]
])('%s is fine', async (password, own) => {
	expect(await weaknessOf(password, own)).toBeNull();
});
