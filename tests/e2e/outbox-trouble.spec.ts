import { readFile } from 'node:fs/promises';
import { expect, test, type Browser, type Page, type Route } from '@playwright/test';
import {
	type Asker,
	claim,
	claimsOf,
	connect,
	expectAllSent,
	installed,
	join,
	newcomer,
	ownClock,
	type Person,
	postLot,
	ready,
	send,
	stewardOf,
	unique,
	unsent
} from './pages/offline.ts';
import { GARDEN } from './pages/visit.ts';

const WAITS = 'Waiting to send';
const COMMANDS = '**/api/v1/commands';

/** A gardener whose device keeps pages, and what the steward gives away. */
async function two(browser: Browser, quantity = '6'): Promise<{ me: Person; giver: Asker; lot: string }> {
	const giver = await stewardOf(browser);
	const me = await join(browser, giver);
	const lot = await postLot(giver, unique('Beans'), quantity);
	await installed(me.page, lot);
	return { me, giver, lot };
}

/** Answers commands in the server's place until told otherwise. */
async function standIn(page: Page, answer: (route: Route) => Promise<void>): Promise<() => Promise<void>> {
	await page.context().route(COMMANDS, answer);
	return () => page.context().unroute(COMMANDS, answer);
}

async function outbox(page: Page): Promise<void> {
	await page.goto('/outbox');
	await ready(page);
}

test('the last piece went to somebody else: said with the reason and a way on; retried, changed, saved, discarded', async ({
	browser
}) => {
	const { me, giver, lot } = await two(browser, '3');
	const { page } = me;
	await connect(page, false);
	await claim(page, lot, '2');
	await expect(page.getByText(WAITS)).toBeVisible();
	const lotId = lot.split('/').at(-1);
	const neighbour = await newcomer(browser, giver);
	await send(neighbour, 'harvest.claim', { lotId, quantity: '2' });
	await connect(page, true);
	await expect.poll(async () => (await unsent(page)).map(({ state }) => state)).toEqual(['refused']);

	await outbox(page);
	await expect(page.getByText('Not accepted')).toBeVisible();
	await expect(page.getByRole('alert')).toContainText(/1 (piece )?(is|are) left/i);
	await page.getByRole('button', { name: 'Send now', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText(/left/i);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Save to a file' }).click()
	]);
	const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
	expect(saved.unsent).toMatchObject([{ name: 'harvest.claim', input: { lotId, quantity: '2' } }]);

	await page.getByRole('link', { name: 'See where it stands' }).click();
	await expect(page.getByText('1 left')).toBeVisible();
	await outbox(page);
	await page.getByRole('link', { name: 'Change', exact: true }).click();
	const amount = page.getByRole('textbox', { name: /how much/i });
	await expect(amount).toHaveValue('2');
	await amount.fill('1');
	await page.getByRole('button', { name: 'Claim', exact: true }).click();
	await expectAllSent(page, 10_000);
	expect((await claimsOf(giver, lot)).toSorted()).toEqual(['1', '2']);

	const gone = await postLot(giver, unique('Sorrel'), '1');
	await page.goto(gone);
	await connect(page, false);
	await claim(page, gone);
	await expect(page.getByText(WAITS)).toBeVisible();
	await send(neighbour, 'harvest.claim', { lotId: gone.split('/').at(-1) });
	await connect(page, true);
	await outbox(page);
	await expect(page.getByText('Not accepted')).toBeVisible();
	await page.getByRole('button', { name: 'Discard' }).click();
	await expect(page.getByText('Everything is sent')).toBeVisible();
});

for (const [what, answer, sentence] of [
	[
		'a network that answers in our place',
		{ status: 200, contentType: 'text/html', body: '<h1>Welcome to FreeWifi</h1>' },
		'This network answers in the place of Plotluck'
	],
	['a server that fails', { status: 500, contentType: 'text/html', body: 'no' }, 'not well at the moment'],
	[
		'a server that is being mended',
		{ status: 503, headers: { 'retry-after': '2' }, body: '' },
		'not well at the moment'
	]
] as const) {
	test(`${what} is named, nothing is lost, and it goes out afterwards`, async ({ browser }) => {
		const { me, giver, lot } = await two(browser);
		const { page } = me;
		const end = await standIn(page, (route) => route.fulfill(answer));
		await claim(page, lot, '2');
		await expect(page.getByText(WAITS)).toBeVisible();
		await expect(page.getByText(sentence)).toBeVisible();
		await outbox(page);
		await expect(page.getByText(sentence)).toBeVisible();
		expect(await unsent(page)).toHaveLength(1);
		await end();
		await page.getByRole('button', { name: 'Send everything now' }).click();
		await expectAllSent(page, 15_000);
		expect(await claimsOf(giver, lot)).toEqual(['2']);
	});
}

test('an answer that is lost after the commit does it once only', async ({ browser }) => {
	const { me, giver, lot } = await two(browser);
	let lost = 0;
	await standIn(me.page, async (route) => {
		if (lost++ > 0) return route.continue();
		await route.fetch();
		await route.abort('connectionreset');
	});
	await claim(me.page, lot, '2');
	await expect.poll(() => lost, { timeout: 15_000 }).toBeGreaterThan(1);
	await expectAllSent(me.page, 10_000);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
});

for (const kind of ['throws', 'fails'] as const) {
	test(`where the browser keeps nothing (opening ${kind}), forms go straight out and it is said`, async ({
		browser
	}) => {
		const steward = await stewardOf(browser);
		const [me, giver] = [await join(browser, steward), await join(browser, steward)];
		const lot = await postLot(giver, unique('Okra'));
		const { page } = me;
		await page.addInitScript((way) => {
			Object.defineProperty(IDBFactory.prototype, 'open', {
				value() {
					if (way === 'throws') throw new DOMException('denied', 'SecurityError');
					const request = new EventTarget() as unknown as {
						error: DOMException;
						onerror?(event: Event): void;
					};
					request.error = new DOMException('corrupt', 'UnknownError');
					setTimeout(() => (request as unknown as EventTarget).dispatchEvent(new Event('error')));
					return request;
				}
			});
		}, kind);
		await claim(page, lot, '2');
		await expect(page.locator('article[id^="claim-"]')).toContainText('2 pieces');
		expect(await claimsOf(giver, lot)).toEqual(['2']);
		await outbox(page);
		await expect(page.getByText('does not let Plotluck keep anything')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Empty the broken storage' })).toBeVisible();
	});
}

test('a broken database is emptied at a tap, and keeps again', async ({ browser }) => {
	const giver = await stewardOf(browser);
	const me = await join(browser, giver);
	const lot = await postLot(giver, unique('Rhubarb'));
	const { page } = me;
	// A database of the right name and version without what belongs into it.
	await page.route('**/empty-page', (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }));
	await page.goto('/empty-page');
	await page.evaluate(async () => {
		await new Promise((resolve) => (indexedDB.deleteDatabase('plotluck-outbox').onsuccess = resolve));
		await new Promise((resolve) => {
			const request = indexedDB.open('plotluck-outbox', 1);
			request.onsuccess = () => resolve(request.result.close());
		});
	});
	await outbox(page);
	await expect(page.getByText('does not let Plotluck keep anything')).toBeVisible();
	await page.getByRole('button', { name: 'Empty the broken storage' }).click();
	await expect(page.getByText('Everything is sent')).toBeVisible();
	await page.goto(`${GARDEN}/today`);
	await installed(page, lot);
	await connect(page, false);
	await claim(page, lot, '2');
	await expect(page.getByText(WAITS)).toBeVisible();
	await connect(page, true);
	await expectAllSent(page);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
});

test('a clock two years on and back again loses and holds up nothing', async ({ browser }) => {
	const { me, giver, lot } = await two(browser);
	const { page } = me;
	await connect(page, false);
	await ownClock(page);
	await page.clock.setSystemTime(Date.now() + 2 * 365 * 86_400_000);
	await claim(page, lot, '2');
	await page.clock.runFor(20_000);
	await expect(page.getByText(WAITS)).toBeVisible();
	await page.clock.setSystemTime(Date.now());
	await connect(page, true);
	await page.clock.runFor(5_000);
	await expectAllSent(page);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
});

test('a connection that comes and goes sends each thing once', async ({ browser }) => {
	const { me, giver, lot } = await two(browser);
	const second = await postLot(giver, unique('Peas'));
	const { page } = me;
	await page.goto(second);
	await connect(page, false);
	for (const one of [lot, second]) {
		await claim(page, one, '2');
		await expect(page.getByText(WAITS)).toBeVisible();
	}
	for (let time = 0; time < 6; time++) {
		await connect(page, true);
		await page.waitForTimeout(40 * time);
		await connect(page, false);
		await page.waitForTimeout(60);
	}
	await connect(page, true);
	await expectAllSent(page);
	for (const one of [lot, second]) expect(await claimsOf(giver, one)).toEqual(['2']);
});

test('two tabs and a worker send at once: it happens once', async ({ browser }) => {
	const { me, giver, lot } = await two(browser);
	const { page } = me;
	await connect(page, false);
	await claim(page, lot, '2');
	await expect(page.getByText(WAITS)).toBeVisible();
	const other = await page.context().newPage();
	await outbox(other);
	await expect(other.getByText(WAITS)).toBeVisible();
	let asked = 0;
	page.context().on('request', (request) => {
		if (request.url().endsWith('/api/v1/commands') && request.postData()?.includes('harvest.claim')) asked++;
	});
	await connect(page, true);
	const online = () => void dispatchEvent(new Event('online'));
	await Promise.all([other.evaluate(online), page.evaluate(online)]);
	await expectAllSent(page);
	await expect(other.getByText('Everything is sent')).toBeVisible();
	await expect(page.getByText(WAITS)).toHaveCount(0);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
	expect(asked).toBeLessThanOrEqual(3);
});

test('without Background Sync, as on iOS, all is sent within 5 s of the connection', async ({ browser }) => {
	const { me, giver, lot } = await two(browser);
	const { page } = me;
	await page.addInitScript(() => {
		delete (globalThis as { SyncManager?: unknown }).SyncManager;
		delete (ServiceWorkerRegistration.prototype as { sync?: unknown }).sync;
	});
	await connect(page, false);
	await claim(page, lot, '2');
	await expect(page.getByText(WAITS)).toBeVisible();
	expect(await page.evaluate(() => 'sync' in ServiceWorkerRegistration.prototype)).toBe(false);
	await connect(page, true);
	await expectAllSent(page, 5000);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
});

test('a page that is gone right after the tap has kept what was written; the next one sends it', async ({
	browser
}) => {
	const { me, giver, lot } = await two(browser);
	await connect(me.page, false);
	await claim(me.page, lot, '2');
	// As quick as a hand is.
	await me.page.waitForTimeout(400);
	await me.page.close();
	const page = await me.page.context().newPage();
	await outbox(page);
	await expect(page.getByText(WAITS)).toBeVisible();
	await page.close();
	await connect(me.page, true);
	const next = await me.page.context().newPage();
	await next.goto(`${GARDEN}/harvest`);
	await expectAllSent(next);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
});
