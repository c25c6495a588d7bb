import { expect, test, type Page } from '@playwright/test';
import {
	claim,
	claimsOf,
	connect,
	expectAllSent,
	installed,
	join,
	newcomer,
	postLot,
	ready,
	signIn,
	stewardOf,
	unique,
	unsent
} from './pages/offline.ts';
import { expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const WAITS = 'Waiting to send';

/** Every text that this browser keeps: all cached answers and all records of all databases. */
function allKept(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const texts: string[] = [];
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const answer = (await cache.match(request))!;
				texts.push(request.url, JSON.stringify([...answer.headers]), await answer.text());
			}
		}
		for (const { name } of await indexedDB.databases()) {
			const db = await new Promise<IDBDatabase>((resolve, reject) => {
				const request = indexedDB.open(name!);
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error!);
			});
			for (const store of db.objectStoreNames) {
				const rows = await new Promise<unknown[]>((resolve) => {
					const request = db.transaction(store).objectStore(store).getAll();
					request.onsuccess = () => resolve(request.result);
				});
				texts.push(JSON.stringify(rows));
			}
			db.close();
		}
		texts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
		return texts.join('\n');
	});
}

async function writeNote(page: Page, note: string): Promise<void> {
	await page.goto(`${GARDEN}/defects`);
	await ready(page);
	await page.locator('select[name="subject"]').selectOption('other');
	await page.getByLabel('What is it?').fill('Rake');
	await page.getByLabel('What is wrong with it?').fill(note);
	await page.getByRole('button', { name: 'Report it' }).click();
	await expect(page.getByText(/as soon as there is a connection/i)).toBeVisible();
}

test('signing out with something unsent asks first; what is thrown away leaves nothing of the person', async ({
	browser
}) => {
	const steward = await stewardOf(browser);
	const me = await join(browser, steward);
	const { page } = me;
	await installed(page, `${GARDEN}/people`, `${GARDEN}/membership`, '/me', `${GARDEN}/defects`);
	const note = unique('The shed key is bent');
	await connect(page, false);
	await writeNote(page, note);
	await page.route('**/api/v1/commands', (route) => route.abort());
	await page.context().route('**/api/v1/commands', (route) => route.abort());
	await connect(page, true);
	const before = await allKept(page);
	for (const words of [me.name, me.email, note])
		expect(before, 'the search finds what is there').toContain(words);

	await page.goto(`${GARDEN}/more`);
	await ready(page);
	await expect(page.getByText(/1 thing|waits to be sent/i).first()).toBeVisible();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page.getByRole('heading', { name: 'Something still waits to be sent' })).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await expect(page.getByRole('button', { name: 'Send everything now' })).toBeVisible();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Save to a file' }).click()
	]);
	expect(download.suggestedFilename()).toMatch(/\.json$/);
	await page.getByRole('button', { name: 'Throw it away and sign out' }).click();
	await page.waitForURL((url) => url.pathname === '/');
	await ready(page);
	const after = await allKept(page);
	for (const words of [me.name, me.email, note, me.personId]) expect(after).not.toContain(words);
});

test('what was sent first leaves nothing to ask about', async ({ browser }) => {
	const steward = await stewardOf(browser);
	const me = await join(browser, steward);
	const { page } = me;
	const lot = await postLot(steward, unique('Mint'));
	await installed(page, lot);
	await connect(page, false);
	await claim(page, lot);
	await expect(page.getByText(WAITS)).toBeVisible();
	const fail = (route: import('@playwright/test').Route) => route.abort();
	await page.context().route('**/api/v1/commands', fail);
	await connect(page, true);
	await page.goto('/sign-out');
	await expect(page.getByRole('heading', { name: 'Something still waits to be sent' })).toBeVisible();
	// Once the way is free it goes out by itself too, so the button is tried before.
	await page.getByRole('button', { name: 'Send everything now' }).click();
	await expect(page.getByRole('heading', { name: 'Something still waits to be sent' })).toBeVisible();
	await page.context().unroute('**/api/v1/commands', fail);
	await expectAllSent(page);
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await page.waitForURL((url) => url.pathname === '/');
	await ready(page);
	expect(await allKept(page)).not.toContain(me.name);
});

test('two people on one phone: neither sees or sends what the other wrote', async ({ browser }) => {
	const steward = await stewardOf(browser);
	const [first, second] = [await join(browser, steward), await newcomer(browser, steward)];
	const lot = await postLot(steward, unique('Quinces'));
	const { page } = first;
	await installed(page, lot);
	await connect(page, false);
	await claim(page, lot, '2');
	await expect(page.getByText(WAITS)).toBeVisible();

	// The session ends without a word to this device.
	await page.context().clearCookies();
	await connect(page, true);
	await signIn(page, second);
	await ready(page);
	await page.goto('/outbox');
	await expect(page.getByText('Everything is sent')).toBeVisible();
	await page.goto(lot);
	await ready(page);
	await expect(page.getByText(WAITS)).toHaveCount(0);
	await claim(page, lot, '1');
	await expect(page.locator('article[id^="claim-"]')).toContainText('1 piece');
	expect(await claimsOf(steward, lot)).toEqual(['1']);
	expect((await unsent(page)).map(({ sender }) => sender)).toEqual([first.personId]);

	await page.context().clearCookies();
	await signIn(page, first);
	await expectAllSent(page);
	expect((await claimsOf(steward, lot)).toSorted()).toEqual(['1', '2']);
});
