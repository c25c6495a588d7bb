import { expect, type Page } from '@playwright/test';
import {
	claim,
	claimsOf,
	connect,
	expectAllSent,
	installed,
	join,
	keptPaths,
	postLot,
	ready,
	stewardOf,
	unique
} from './pages/offline.ts';
import { test } from './pages/test.ts';
import { enter, expectAccessible, GARDEN } from './pages/visit.ts';

/**
 * As if all that is kept here were of a version before: its scripts have other names, which the server does not know
 * any more.
 */
async function makeFormer(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const older = (text: string) => text.replaceAll('_app/immutable/', '_app/immutable/older/');
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			const stored = name.includes('-precache-');
			if (!stored && !name.startsWith('kept-')) continue;
			for (const request of await cache.keys()) {
				const answer = (await cache.match(request))!;
				if (!stored) {
					const { headers } = answer;
					await cache.put(request, new Response(older(await answer.text()), { headers }));
				} else if (request.url.includes('_app/immutable/')) {
					await cache.put(older(request.url), answer);
					await cache.delete(request);
				}
			}
		}
	});
}

/** A newer version of the worker, which waits until the app was closed. */
async function installNewer(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const { installing } = await navigator.serviceWorker.register('/service-worker.js?newer');
		await new Promise<void>((resolve) => {
			const look = () => installing!.state === 'installed' && resolve();
			installing!.addEventListener('statechange', look);
			look();
		});
	});
}

/** When each kept page was kept. */
function keptTimes(page: Page): Promise<number[]> {
	return page.evaluate(async () => {
		const [name] = (await caches.keys()).filter((one) => one.startsWith('kept-'));
		const cache = await caches.open(name!);
		const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
		return answers.map((answer) => Number(answer!.headers.get('plotluck-kept-at')));
	});
}

test('after an update, pages that the version before has kept work without a connection, and are fetched anew with one', async ({
	browser
}) => {
	const giver = await stewardOf(browser);
	const me = await join(browser, giver);
	const lot = await postLot(giver, unique('Beans'));
	await installed(me.page, lot);
	await makeFormer(me.page);
	await installNewer(me.page);
	await connect(me.page, false);
	await me.page.close();

	// Cold, at the tap: the newer version begins, and all pages are of the one before.
	await new Promise((resolve) => setTimeout(resolve, 1000));
	const page = await me.page.context().newPage();
	await page.goto(`${GARDEN}/today`);
	await ready(page);
	expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain('?newer');
	expect(await page.content()).toContain('_app/immutable/older/');
	await claim(page, lot, '2');
	await expect(page.getByText('Waiting to send')).toBeVisible();

	const before = Date.now();
	await connect(page, true);
	await expectAllSent(page, 10_000);
	expect(await claimsOf(giver, lot)).toEqual(['2']);
	await page.goto(`${GARDEN}/today`);
	const former = () => page.evaluate(() => caches.has('former-scripts'));
	await expect.poll(former, { timeout: 30_000 }).toBe(false);
	expect(Math.min(...(await keptTimes(page)))).toBeGreaterThan(before);
	expect(await page.evaluate(keptPaths)).toContain(lot);
});

test('where there is no room for further pages it is said, and the copy from before stays', async ({
	browser
}) => {
	const { page } = await join(browser, await stewardOf(browser));
	await installed(page, `${GARDEN}/harvest`);
	const before = await page.evaluate(keptPaths);
	const { origin } = new URL(page.url());
	const client = await page.context().newCDPSession(page);
	await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
	await page.goto(`${GARDEN}/harvest`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harvest board');
	await ready(page);
	await page.goto(`${GARDEN}/rota`);
	await expect(page.getByText('This device’s storage is full.')).toBeVisible();
	await expectAccessible(page);
	expect(await page.evaluate(keptPaths)).toEqual(expect.arrayContaining(before));
	await connect(page, false);
	// A worker that the browser has just started anew may not know yet that there is no connection.
	await expect(async () => {
		await page.goto(`${GARDEN}/harvest`);
		await expect(page.locator('html')).toHaveAttribute('data-seen', 'kept', { timeout: 1000 });
	}).toPass();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harvest board');
});

test('an app that stays open looks for a new version once an hour, when it is shown', async ({ browser }) => {
	const page = await enter(browser, 'gardener');
	await page.addInitScript(() => {
		const at = window as { looked?: number };
		at.looked = 0;
		ServiceWorkerRegistration.prototype.update = function () {
			at.looked!++;
			return Promise.resolve(this);
		};
	});
	await page.clock.install();
	await page.goto(`${GARDEN}/today`);
	await page.clock.runFor(5000);
	await ready(page);
	const looked = () => page.evaluate(() => (window as { looked?: number }).looked);
	const shown = () => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
	await shown();
	expect(await looked()).toBe(0);
	for (let hour = 1; hour <= 3; hour++) {
		await page.clock.fastForward('01:00:01');
		await shown();
		await shown();
		expect(await looked()).toBe(hour);
	}
});
