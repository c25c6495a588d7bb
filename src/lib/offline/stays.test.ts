import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renewed, staying } from './stays.ts';

const HERE = 'https://plotluck.example/g/wall/harvest/new';
const DATA = `${HERE}/__data.json?x-sveltekit-invalidated=111`;
const SKIPS = { type: 'data', nodes: [{ type: 'skip' }, { type: 'skip' }, { type: 'skip' }] };

beforeEach(() => vi.stubGlobal('location', { href: HERE }));
afterEach(() => vi.unstubAllGlobals());

/** Asks by a fetch that answers so; says what came, and how often the page stayed. */
async function ask(answer: () => Promise<Response>, url = DATA) {
	const stayed = vi.fn<() => void>();
	const response = await staying(answer, stayed)(url);
	return {
		body: (await response.json()) as unknown,
		status: response.status,
		stayed: stayed.mock.calls.length
	};
}

const broken = () =>
	Promise.resolve(new Response(new ReadableStream({ start: (body) => body.error(new TypeError('reset')) })));

test.each([
	['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
	['an answer that breaks off', broken],
	['a server that is starting', () => Promise.resolve(new Response('…', { status: 503 }))],
	['too many requests', () => Promise.resolve(new Response('…', { status: 429 }))]
])('%s: the page stays as it is', async (_, answer) => {
	expect(await ask(answer)).toEqual({ body: SKIPS, status: 200, stayed: 1 });
});

test('what the server answers is what the page gets, refusals too', async () => {
	const data = { type: 'data', nodes: [null] };
	expect(await ask(() => Promise.resolve(Response.json(data)))).toEqual({
		body: data,
		status: 200,
		stayed: 0
	});
	const none = () => Promise.resolve(Response.json('Not Found', { status: 404 }));
	expect(await ask(none)).toEqual({ body: 'Not Found', status: 404, stayed: 0 });
});

test('another page, or something else, is asked for as ever', async () => {
	const failing = () => Promise.reject(new TypeError('Failed to fetch'));
	for (const url of ['https://plotluck.example/outbox/__data.json?x-sveltekit-invalidated=01', '/healthz'])
		await expect(ask(failing, url)).rejects.toThrow('Failed to fetch');
});

test('the page is told by path and query, with and without a slash at its end', () => {
	expect(renewed('https://a.example/__data.json?x-sveltekit-invalidated=1', 'https://a.example/')).toBe('1');
	const board = 'https://a.example/b/__data.json?kind=fruit&x-sveltekit-invalidated=10';
	expect(renewed(board, 'https://a.example/b?kind=fruit#top')).toBe('10');
	expect(renewed(board, 'https://a.example/b?kind=herbs')).toBeUndefined();
	expect(renewed(board, 'https://a.example/b')).toBeUndefined();
});
