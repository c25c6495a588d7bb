import { expect } from '@playwright/test';
import { startServer, type RunningServer } from '../setup/server.ts';
import { test } from './pages/test.ts';
import { GARDEN } from './pages/visit.ts';
import { noWebKit, WebKitWindow } from './pages/webkit.ts';

test.skip(noWebKit !== undefined, noWebKit);

let server: RunningServer;
let page: WebKitWindow;
test.beforeAll(async () => {
	test.setTimeout(120_000);
	server = await startServer({ demo: true });
	page = await WebKitWindow.open();
});
test.afterAll(async () => {
	await page?.close();
	await server?.stop();
});

const shown = () => page.evaluate(() => document.querySelector('main')?.innerText ?? '');

async function open(path: string): Promise<void> {
	const made = () => page.evaluate(() => performance.timeOrigin);
	const before = await made();
	await page.goto(server.url + path);
	// The driver answers for the page before until the new one is there.
	await expect.poll(made).not.toBe(before);
	await expect.poll(() => page.evaluate(() => document.querySelectorAll('h1').length)).toBe(1);
}

/** The demo's gardener, whose pages this browser keeps. */
async function enter(): Promise<void> {
	await open('/demo');
	await page.evaluate(() =>
		document.querySelector<HTMLElement>('form:has([value="gardener"]) button')!.click()
	);
	await expect.poll(() => page.evaluate(() => location.pathname)).toContain(GARDEN);
	await open(`${GARDEN}/today`);
	const kept = async () => {
		const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
		const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return all.flat().map(({ url }) => new URL(url).pathname);
	};
	await expect.poll(() => page.evaluate(kept), { timeout: 40_000 }).toContain('/outbox');
}

async function giveSomething(title: string): Promise<void> {
	await open(`${GARDEN}/harvest/new`);
	await page.type('input[name="title"]', title);
	await page.type('input[name="quantity"]', '3');
	await page.evaluate(() => {
		document.querySelector<HTMLSelectElement>('select[name="place"]')!.value = 'stall';
		document.querySelectorAll<HTMLElement>('input[name="until"]')[1]!.click();
		document.querySelector<HTMLElement>('form:has([name="title"]) .actions button')!.click();
	});
}

test('in the engine of Safari, which has no Background Sync, pages open and forms wait without a server, and go out once with it', async () => {
	test.setTimeout(180_000);
	await enter();
	expect(await page.evaluate(() => 'SyncManager' in globalThis)).toBe(false);
	const { port, dataDir } = server;
	await server.stop({ keepData: true });

	for (const name of ['today', 'map', 'rota', 'harvest', 'people', 'defects', 'harvest/new']) {
		await open(`${GARDEN}/${name}`);
		const { seen, broken } = await page.evaluate(() => ({
			seen: document.documentElement.dataset.seen,
			broken: [...document.images].filter(({ complete, naturalWidth }) => complete && !naturalWidth).length
		}));
		expect({ name, seen, broken }).toEqual({ name, seen: 'kept', broken: 0 });
	}
	const title = `Plums ${Date.now()}`;
	await giveSomething(title);
	await expect.poll(shown).toContain('Waiting to send');
	await open('/outbox');
	await expect.poll(shown).toContain(title);

	server = await startServer({ port, dataDir });
	// Nothing tells it that the server is back: it looks by itself.
	await expect.poll(shown, { timeout: 15_000 }).toContain('Everything is sent');
	await open(`${GARDEN}/harvest`);
	await expect.poll(() => page.evaluate(() => document.documentElement.dataset.seen)).toBe('live');
	expect((await shown()).split(title)).toHaveLength(2);
});
