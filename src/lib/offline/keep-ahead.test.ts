import { beforeEach, expect, test, vi } from 'vitest';
import { fakeCaches, pathOf } from '#tests/offline/fake-caches.ts';

const READER = { 'plotluck-reader': 'rosa' };
const DAY_MS = 86_400_000;
const TURN = '/g/elm/turns/0190d2c0-0000-7000-8000-000000000001';

let asked: string[];
/** How the server answers; null: not at all. */
let answers: (path: string) => Response | null;
let parts: string[];
let now: number;
let cursors = 0;
let keepAhead: typeof import('./keep-ahead.ts').keepAhead;

beforeEach(async () => {
	[asked, parts, now] = [[], [], Date.parse('2026-08-18T08:00:00Z')];
	vi.useFakeTimers({ now, toFake: ['Date'] });
	answers = (path) => page(path.endsWith('/rota') ? `<a href="${TURN}">` : 'Hello');
	vi.stubGlobal('caches', fakeCaches());
	vi.stubGlobal('self', { location: new URL('https://garden.test/') });
	vi.stubGlobal('fetch', async (url: string | URL) => {
		const path = pathOf(url);
		asked.push(path);
		if (path.includes('/changes')) return Response.json({ cursor: `c${(cursors += 1)}`, parts });
		const answer = answers(path);
		if (!answer) throw new TypeError('Failed to fetch');
		return answer;
	});
	vi.resetModules();
	({ keepAhead } = await import('./keep-ahead.ts'));
	const { keepPage } = await import('./kept-pages.ts');
	await keepPage(new URL('https://garden.test/g/elm/today'), page('Hello'), 0);
});

function page(html: string): Response {
	return new Response(html, { headers: READER });
}

/** One round, some time after the last. */
async function round(later = 120_000): Promise<string[]> {
	now += later;
	vi.setSystemTime(now);
	asked = [];
	await keepAhead('elm', now);
	return asked.filter((path) => !path.includes('/changes'));
}

test('keeps all pages of a garden once, with the turns they lead to, and then asks for changes only', async () => {
	const first = await round();
	expect(first).toEqual(expect.arrayContaining(['/g/elm/map', '/g/elm/rota', '/g/elm', '/me', TURN]));
	expect(first).not.toContain('/g/elm/today');
	expect(new Set(first).size).toBe(first.length);
	expect(await round()).toEqual([]);
	expect(asked).toEqual([expect.stringMatching(/changes\?since=c\d+$/)]);
	expect(await round(DAY_MS)).toEqual(['/g/elm/today']);
});

test('the drawings of what is fetched ahead are kept with it, each once', async () => {
	answers = (path) =>
		page(path.endsWith('/harvest') ? '<img src="/crops/fig.svg"><img src="/crops/fig.svg">' : '');
	expect((await round()).filter((path) => path.startsWith('/crops/'))).toEqual(['/crops/fig.svg']);
	const { DRAWINGS } = await import('./kept-pictures.ts');
	expect(await (await caches.open(DRAWINGS)).match('/crops/fig.svg')).toBeTruthy();
	parts = ['harvest'];
	expect(await round()).toContain('/g/elm/harvest');
	expect(asked).not.toContain('/crops/fig.svg');
});

test('fetches what shows a change, also what was only looked at', async () => {
	const turns = Array.from({ length: 20 }, (_, index) => `<a href="${TURN.slice(0, -2)}${index + 10}">`);
	answers = (path) => page(path.endsWith('/rota') ? turns.join('') : 'Hello');
	await round();
	const { keepPage } = await import('./kept-pages.ts');
	const plot = '/g/elm/plots/0190d2c0-0000-7000-8000-000000000002';
	await keepPage(new URL(`https://garden.test${plot}`), page('A plot'), 0);
	// Pages that are fetched ahead are kept after it, and do not push it out of sight.
	parts = ['rota'];
	expect(await round()).not.toContain(plot);
	parts = ['defects'];
	expect((await round()).toSorted()).toEqual(['/g/elm/defects', '/g/elm/map', plot]);
	parts = ['rota'];
	expect(await round()).toEqual(expect.arrayContaining(['/g/elm/rota', `${TURN.slice(0, -2)}29`]));
});

test('goes on where the connection broke off, and forgets no change for it', async () => {
	await round();
	const cursorOf = () => /since=(.*)/.exec(asked.find((path) => path.includes('/changes'))!)![1];
	parts = ['rota'];
	const whole = answers;
	answers = (path) => (path === TURN ? null : whole(path));
	expect(await round()).toContain(TURN);
	const before = cursorOf();
	answers = whole;
	expect(await round()).toContain(TURN);
	expect(cursorOf()).toBe(before);
	parts = [];
	expect(await round()).toEqual([]);
	expect(cursorOf()).not.toBe(before);
});

test('gathers what a page leads to though the first round broke off after it', async () => {
	answers = (path) => (path === TURN ? null : page(path.endsWith('/rota') ? `<a href="${TURN}">` : 'Hello'));
	await round();
	answers = () => page('Hello');
	expect(await round()).toEqual([TURN]);
});

test('does not ask each time for what is not this reader’s, and lets go of what was', async () => {
	await round();
	parts = ['people'];
	const whole = answers;
	answers = (path) =>
		path === '/g/elm/people' ? new Response('', { status: 404, headers: READER }) : whole(path);
	expect(await round()).toContain('/g/elm/people');
	const { keptPaths } = await import('./kept-pages.ts');
	expect(await keptPaths()).not.toContain('/g/elm/people');
	parts = [];
	expect(await round()).toEqual([]);
	expect(await round(4 * DAY_MS)).toContain('/g/elm/people');
});
