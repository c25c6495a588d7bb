import { expect, test } from 'vitest';
import { asKept, mayKeep, pagesAhead } from './keep.ts';

test.each([
	'/g/elm/today',
	'/g/elm/map',
	'/g/elm/harvest',
	'/g/elm/harvest/0190',
	'/g/elm/turns/0190',
	'/harvest'
])('%s is kept', (path) => expect(mayKeep(path)).toBe(true));

test.each([
	'/me',
	'/sign-in',
	'/g/elm/people',
	'/g/elm/harvest/new',
	'/join/secret',
	'/api/v1/x',
	'/',
	'/g/elm/settings'
])('%s is never kept', (path) => expect(mayKeep(path)).toBe(false));

test('what is fetched ahead may be kept', () => {
	expect(pagesAhead('elm').every(mayKeep)).toBe(true);
});

test('a kept page says so', () => {
	expect(asKept('<html lang="en" data-seen="live"><body>')).toContain('data-seen="kept"');
});
