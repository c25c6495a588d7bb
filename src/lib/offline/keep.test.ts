import { expect, test } from 'vitest';
import { asKept, leadsTo, linksAhead, mayKeep, nextAhead, pagesAhead, showsAny } from './keep.ts';

test.each([
	'/g/elm',
	'/g/elm/today',
	'/g/elm/map',
	'/g/elm/harvest',
	'/g/elm/harvest/0190',
	'/g/elm/turns/0190',
	'/g/elm/harvest/new',
	'/g/elm/people',
	'/me',
	'/harvest'
])('%s is kept', (path) => expect(mayKeep(path)).toBe(true));

test.each([
	'/sign-in',
	'/g/elm/people/invite',
	'/g/elm/rota/new',
	'/join/secret',
	'/api/v1/x',
	'/',
	'/g/elm/settings'
])('%s is never kept', (path) => expect(mayKeep(path)).toBe(false));

test('what is fetched ahead may be kept', () => {
	expect(pagesAhead('elm').every(mayKeep)).toBe(true);
});

test('a kept page says so', () => {
	expect(asKept('<html lang="en" data-seen="live"><body>', 61_000.4)).toContain(
		'data-seen="kept" data-age="61000"'
	);
	// A clock that was set back makes no page younger than new.
	expect(asKept('<html data-seen="live">', -5)).toContain('data-age="0"');
});

test.each([
	['/', '/g/oak/today'],
	['/go/today', '/g/oak/today'],
	['/go/harvest', '/g/oak/harvest'],
	['/share', '/g/elm/harvest/new'],
	['/go/post', '/g/elm/harvest/new'],
	['/me', undefined],
	['/go/else', undefined]
])('without a connection, %s leads to %s', (from, to) => {
	const kept = ['/g/elm/today', '/g/elm/harvest/new', '/g/oak/today', '/g/oak/harvest', '/g/oak/turns/today'];
	expect(leadsTo(from, kept)).toBe(to);
});

test('a neighbour’s app begins with the harvest', () => {
	expect(leadsTo('/', ['/g/elm/harvest'])).toBe('/g/elm/harvest');
	expect(leadsTo('/', [])).toBeUndefined();
});

test('a page is fetched anew where it shows what has changed', () => {
	expect(showsAny('/g/elm/today', ['harvest'])).toBe(true);
	expect(showsAny('/g/elm/harvest/new', ['plots'])).toBe(true);
	expect(showsAny('/g/elm/rota', ['harvest'])).toBe(false);
	expect(showsAny('/g/elm/more', ['harvest', 'rota'])).toBe(false);
	expect(showsAny('/g/elm', ['map'])).toBe(true);
	expect(showsAny('/me', ['people'])).toBe(true);
	expect(showsAny('/outbox', ['people', 'map', 'plots', 'rota', 'harvest', 'defects'])).toBe(false);
	expect(showsAny('/g/elm/turns/0190', ['rota'])).toBe(true);
	expect(showsAny('/g/elm/harvest/0190', ['rota'])).toBe(false);
	expect(showsAny('/g/elm/plots/0190', ['defects'])).toBe(true);
});

test('a long list is fetched ahead page by page', () => {
	const link = (query: string) => `<a class="button" rel="next" href="${query}">Next</a>`;
	expect(nextAhead('/g/elm/people', link('?page=2'))).toBe('/g/elm/people?page=2');
	expect(nextAhead('/g/elm/people?page=2', link('?role=member&amp;page=3'))).toBe(
		'/g/elm/people?role=member&page=3'
	);
	for (const html of ['', '<a rel="prev" href="?page=1">', link('https://x.test/'), link('/g/oak/people')])
		expect(nextAhead('/g/elm/people', html)).toBeUndefined();
});

test('turns and lots of a page are fetched ahead with it, each once and not without end', () => {
	const id = (n: number) => `0190d2c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
	const html = Array.from({ length: 60 }, (_, n) => `<a href="/g/elm/turns/${id(n % 40)}">`).join('');
	expect(linksAhead(`${html}<a href="/g/elm/plots/${id(1)}"><a href="https://x.test/">`)).toHaveLength(24);
	expect(linksAhead(`<a href="/g/elm/harvest/${id(1)}">`.repeat(3))).toEqual([`/g/elm/harvest/${id(1)}`]);
});
