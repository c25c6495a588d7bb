import { expect, type Page } from '@playwright/test';
import {
	claim,
	claimsOf,
	connect,
	expectAllSent,
	installed,
	join,
	photo,
	postLot,
	read,
	ready,
	stewardOf,
	unique,
	unsent
} from './pages/offline.ts';
import { test } from './pages/test.ts';
import { expectAccessible, GARDEN } from './pages/visit.ts';

const WAITS = 'Waiting to send';
const HELD = 'Another tab or window of Plotluck holds what is kept on this device.';
const FULL = 'This device’s storage is full.';

/** A tab of an older version, which does not let go of the database when a newer one wants to change it. */
async function holdDatabase(page: Page): Promise<Page> {
	const other = await page.context().newPage();
	await other.route('**/empty-page', (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }));
	await other.goto('/empty-page');
	await other.evaluate(async () => {
		await new Promise((resolve) => {
			const request = indexedDB.open('plotluck-outbox');
			request.onsuccess = () => resolve(request.result);
		});
		indexedDB.open('plotluck-outbox', 2);
	});
	return other;
}

test('a database that another tab holds keeps nobody waiting: forms go straight out, it is said, and what waits is still there', async ({
	browser
}) => {
	const giver = await stewardOf(browser);
	const { page } = await join(browser, giver);
	const [lot, second] = [await postLot(giver, unique('Beans')), await postLot(giver, unique('Peas'))];
	await installed(page, lot, second);
	await connect(page, false);
	await claim(page, lot, '1');
	await expect(page.getByText(WAITS)).toBeVisible();
	const other = await holdDatabase(page);
	await connect(page, true);
	await page.goto(second);
	await ready(page);
	await expect(page.getByText(HELD)).toBeVisible();
	await page.getByRole('textbox', { name: /how much/i }).fill('2');
	const begun = Date.now();
	await page.getByRole('button', { name: 'Claim', exact: true }).click();
	await expect(page.locator('article[id^="claim-"]')).toContainText('2 pieces');
	expect(Date.now() - begun).toBeLessThan(4000);
	expect(await claimsOf(giver, second)).toEqual(['2']);
	expect(await claimsOf(giver, lot)).toEqual([]);
	await page.goto('/outbox');
	await ready(page);
	await expect(page.getByText(HELD)).toBeVisible();
	// To empty it would throw away what waits.
	await expect(page.getByRole('button', { name: 'Empty the broken storage' })).toHaveCount(0);
	await expectAccessible(page);

	await other.close();
	await expect(page.getByText(HELD)).toHaveCount(0);
	await expectAllSent(page);
	expect(await claimsOf(giver, lot)).toEqual(['1']);
});

test('a full device says so, sends what it cannot keep, and loses neither what waits nor what is typed', async ({
	browser
}) => {
	const giver = await stewardOf(browser);
	const me = await join(browser, giver);
	const { page } = me;
	const lots = await Promise.all(['Beans', 'Peas', 'Leeks'].map((title) => postLot(giver, unique(title))));
	const [waiting, straight, typed] = lots as [string, string, string];
	await installed(page, ...lots);
	await connect(page, false);
	await claim(page, waiting, '1');
	await expect(page.getByText(WAITS)).toBeVisible();
	await page.addInitScript(() => {
		const add = IDBObjectStore.prototype.add;
		IDBObjectStore.prototype.add = function (...given) {
			if (!sessionStorage.getItem('room')) throw new DOMException('no room', 'QuotaExceededError');
			return add.apply(this, given);
		};
	});
	await claim(page, typed, '3');
	await expect(page.getByText(FULL)).toBeVisible();
	await expect(page.getByText(/no connection/i).first()).toBeVisible();
	await expect(page.getByRole('textbox', { name: /how much/i })).toHaveValue('3');
	expect(await unsent(page)).toHaveLength(1);
	await page.evaluate(() => sessionStorage.setItem('room', 'there is'));
	await page.getByRole('button', { name: 'Claim', exact: true }).click();
	await expect(page.getByText(WAITS)).toBeVisible();
	await expect(page.getByText(FULL)).toHaveCount(0);
	expect(await unsent(page)).toHaveLength(2);

	await page.evaluate(() => sessionStorage.clear());
	await connect(page, true);
	await expectAllSent(page);
	await claim(page, straight, '2');
	await expect(page.locator('article[id^="claim-"]')).toContainText('2 pieces');
	expect(await Promise.all(lots.map((lot) => claimsOf(giver, lot)))).toEqual([['1'], ['2'], ['3']]);

	// A photo goes straight out with its lot too.
	const title = unique('Plums');
	await page.goto(`${GARDEN}/harvest/new`);
	await ready(page);
	await page.locator('input[name="title"]').fill(title);
	await page.locator('input[name="quantity"]').fill('3');
	await page.locator('select[name="place"]').selectOption('stall');
	await page.locator('input[name="until"]').nth(1).check();
	await page.locator('input[name="photo"]').setInputFiles(await photo());
	await expect(page.getByText('Ready to send')).toBeVisible();
	await page.getByRole('button', { name: 'Put it on the board' }).click();
	await page.waitForURL(/news=posted/);
	const { lots: board } = await read<{ lots: { title: string; photo: unknown }[] }>(me, '/harvest');
	expect(board.find((one) => one.title === title)?.photo).toBeTruthy();
	expect(await unsent(page)).toEqual([]);
});

test('two hundred things that go out one by one make another tab look a few times, not two hundred', async ({
	browser
}) => {
	const { page, personId } = await join(browser, await stewardOf(browser));
	await installed(page);
	await page.context().route('**/api/v1/commands', async (route) => {
		const batch = route.request().postDataJSON() as { id: string }[];
		await route.fulfill({ json: batch.map(({ id }) => ({ id, ok: true, result: {} })) });
	});
	const other = await page.context().newPage();
	await other.addInitScript(() => {
		const at = window as { looks?: number };
		at.looks = 0;
		const getAll = IDBIndex.prototype.getAll;
		IDBIndex.prototype.getAll = function (...given: unknown[]) {
			at.looks!++;
			return getAll.apply(this, given as []);
		};
	});
	await other.goto(`${GARDEN}/today`);
	await ready(other);
	await page.goto('/outbox');
	await ready(page);
	await page.evaluate(async (sender) => {
		const db = await new Promise<IDBDatabase>((resolve) => {
			const request = indexedDB.open('plotluck-outbox');
			request.onsuccess = () => resolve(request.result);
		});
		const work = db.transaction('unsent', 'readwrite');
		for (let at = 0; at < 200; at++)
			work.objectStore('unsent').add({
				...{ id: crypto.randomUUID(), sender, name: 'x', version: 1, input: {}, thing: 'one and the same' },
				...{ doneAt: new Date().toISOString(), words: `Thing ${at}`, href: '/', values: {} },
				...{ state: 'waiting', tries: 0, retryAt: 0 }
			});
		await new Promise((resolve) => (work.oncomplete = resolve));
		db.close();
	}, personId);
	await page.reload();
	await expectAllSent(page, 20_000);
	const looks = await other.evaluate(() => (window as { looks?: number }).looks!);
	expect(looks).toBeGreaterThan(0);
	expect(looks).toBeLessThan(40);
	await expect(page.getByText('Everything is sent')).toBeVisible();
});

test('with the keyboard alone something is written, seen to wait, and thrown away', async ({ browser }) => {
	const giver = await stewardOf(browser);
	const { page } = await join(browser, giver);
	const lot = await postLot(giver, unique('Beans'));
	await installed(page, lot);
	await connect(page, false);
	await page.goto(lot);
	await ready(page);
	await page.locator('main').focus();
	await tabTo(page, 'how many|how much');
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.type('2');
	await page.keyboard.press('Enter');
	await expect(page.getByText(WAITS)).toBeVisible();
	await tabTo(page, '^Change$');
	await page.keyboard.press('Enter');
	await expect(page.locator(':focus')).toHaveValue('2');
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.type('3');
	await page.keyboard.press('Enter');
	await expect(page.getByText(WAITS)).toBeVisible();
	await tabTo(page, '^Outbox$');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/outbox');
	await ready(page);
	await expect(page.getByText(WAITS)).toBeVisible();
	await page.locator('main').focus();
	await tabTo(page, '^Discard$');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Everything is sent')).toBeVisible();
	expect(await unsent(page)).toEqual([]);
});

/** Presses Tab until what has the focus has this name; each stop on the way shows that it has it. */
async function tabTo(page: Page, name: string): Promise<void> {
	for (let step = 0; step < 40; step++) {
		await page.keyboard.press('Tab');
		const here = await page.evaluate(() => {
			const node = document.activeElement as HTMLInputElement;
			const label = node.labels?.[0]?.textContent ?? node.innerText;
			if (node === document.body) return { label: '', outline: '' };
			return { label: label.trim(), outline: getComputedStyle(node).outlineStyle };
		});
		if (here.label !== '') expect(here.outline, here.label).not.toBe('none');
		if (new RegExp(name, 'i').test(here.label)) return;
	}
	throw new Error(`The Tab key does not lead to ${name}`);
}
