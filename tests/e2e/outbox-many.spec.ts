import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import {
	connect,
	expectAllSent,
	installed,
	join,
	ownClock,
	photo,
	read,
	ready,
	stewardOf,
	unique,
	unsent,
	type Person
} from './pages/offline.ts';
import { test } from './pages/test.ts';
import { expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const NEW_LOT = `${GARDEN}/harvest/new`;
const DEFECTS = `${GARDEN}/defects`;

/** What the list above a form for ever new things shows. */
function waits(page: Page): Locator {
	return page.getByRole('list', { name: 'Waiting to send' }).getByRole('listitem');
}

function own(page: Page, words: string): Locator {
	return waits(page).filter({ hasText: words });
}

async function open(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await ready(page);
}

/** A gardener whose device keeps these pages, without a connection. */
async function offline(browser: Browser, ...paths: string[]): Promise<Person> {
	const me = await join(browser, await stewardOf(browser));
	await installed(me.page, ...paths);
	await connect(me.page, false);
	return me;
}

async function postLot(page: Page, title: string, quantity = '3'): Promise<void> {
	await page.locator('input[name="title"]').fill(title);
	await page.locator('input[name="quantity"]').fill(quantity);
	await page.locator('select[name="place"]').selectOption('stall');
	await page.locator('input[name="until"]').nth(1).check();
	await page.getByRole('button', { name: 'Put it on the board' }).click();
}

async function reportDefect(page: Page, details: string): Promise<void> {
	await page.locator('select[name="subject"]').selectOption('other');
	await page.getByLabel('What is it?').fill('Rake');
	await page.getByLabel('What is wrong with it?').fill(details);
	await page.getByRole('button', { name: 'Report it' }).click();
}

test('lots that wait stand above the form after a reload, are changed and thrown away there, and are named on the board', async ({
	browser
}) => {
	const { page, request } = await offline(browser, `${GARDEN}/harvest`, NEW_LOT);
	const [plums, pears] = [unique('Plums'), unique('Pears')];
	await open(page, NEW_LOT);
	await expect(waits(page)).toHaveCount(0);
	await page.locator('input[name="photo"]').setInputFiles(await photo());
	await expect(page.getByText('Ready to send')).toBeVisible();
	for (const [count, title] of [plums, pears].entries()) {
		await postLot(page, title);
		await expect(waits(page)).toHaveCount(count + 1);
		await expect(page.locator('input[name="title"]')).toHaveValue('');
	}
	await page.reload();
	await ready(page);
	await expect(waits(page)).toHaveCount(2);
	await expect(waits(page).first()).toContainText(plums);
	await expect(waits(page).first()).toContainText('Written');
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);

	await open(page, `${GARDEN}/harvest`);
	const line = page.getByRole('status').filter({ hasText: 'Waiting to send:' });
	await expect(line).toContainText(plums);
	await expect(line).toContainText(pears);
	await expectAccessible(page);

	await open(page, NEW_LOT);
	const before = await unsent(page);
	await own(page, plums).getByRole('button', { name: 'Change' }).click();
	await expect(page.locator('input[name="title"]')).toHaveValue(plums);
	await expect(page.locator('input[name="quantity"]')).toHaveValue('3');
	await expect(page.locator('select[name="place"]')).toHaveValue('stall');
	expect(await page.evaluate(() => Boolean(document.activeElement?.closest('form')))).toBe(true);
	await postLot(page, plums, '5');
	await expect(page.locator('input[name="title"]')).toHaveValue('');
	expect(new Set((await unsent(page)).map(({ id }) => id))).toEqual(new Set(before.map(({ id }) => id)));

	// The next is a thing of its own again.
	const figs = unique('Figs');
	await postLot(page, figs);
	await expect(waits(page)).toHaveCount(3);
	await own(page, pears).getByRole('button', { name: 'Discard' }).click();
	await expect(waits(page)).toHaveCount(2);

	await connect(page, true);
	await expectAllSent(page, 10_000);
	await expect(waits(page)).toHaveCount(0);
	const { lots } = await read<{ lots: { title: string; quantity: string; photo: unknown }[] }>(
		{ request },
		'/harvest'
	);
	const found = lots.filter(({ title }) => [plums, pears, figs].includes(title));
	expect(found.map(({ title, quantity }) => [title, Number(quantity)]).toSorted()).toEqual(
		[
			[figs, 3],
			[plums, 5]
		].toSorted()
	);
	expect(found.find(({ title }) => title === plums)!.photo).toBeTruthy();
});

test('the outbox leads to a lot’s form, which shows what was typed, and only that once', async ({
	browser
}) => {
	const { page } = await offline(browser, NEW_LOT);
	const [plums, pears] = [unique('Plums'), unique('Pears')];
	await open(page, NEW_LOT);
	await postLot(page, plums);
	await expect(waits(page)).toHaveCount(1);
	await open(page, '/outbox');
	await page.getByRole('link', { name: 'Change', exact: true }).click();
	await expect(page.locator('input[name="title"]')).toHaveValue(plums);
	await postLot(page, plums, '4');
	await expect(page.locator('input[name="title"]')).toHaveValue('');
	await postLot(page, pears);
	await expect(waits(page)).toHaveCount(2);
	expect(await unsent(page)).toHaveLength(2);
});

test('a lot that goes out while it is changed is not posted twice', async ({ browser }) => {
	const { page, request } = await offline(browser, NEW_LOT);
	const plums = unique('Plums');
	await open(page, NEW_LOT);
	await postLot(page, plums);
	await page.getByRole('button', { name: 'Change' }).click();
	await expect(page.locator('input[name="title"]')).toHaveValue(plums);
	await connect(page, true);
	await expectAllSent(page, 10_000);
	await expect(page.locator('input[name="title"]')).toHaveValue(plums);
	await postLot(page, plums, '7');
	await expect(page.getByText(/already sent with something else/)).toBeVisible();
	const { lots } = await read<{ lots: { title: string; quantity: string }[] }>({ request }, '/harvest');
	expect(lots.filter(({ title }) => title === plums).map(({ quantity }) => Number(quantity))).toEqual([3]);
});

test('a page that cannot be loaded anew stays, with what is half-written, and is asked for again', async ({
	browser
}) => {
	const { page } = await join(browser, await stewardOf(browser));
	await ownClock(page);
	await page.addInitScript(() => {
		const asked = { cut: false, failed: 0, looked: 0, came: 0 };
		const { fetch } = window;
		window.fetch = async (...args) => {
			const url = String(args[0]);
			if (asked.cut && url === '/healthz' && asked.failed) {
				asked.looked += 1;
				return Response.error();
			}
			if (!url.includes('__data.json')) return fetch(...args);
			if (asked.cut) {
				asked.failed += 1;
				return Response.error();
			}
			const answer = await fetch(...args);
			asked.came += 1;
			return answer;
		};
		Object.assign(window, { asked });
	});
	const asked = () =>
		page.evaluate(
			() => (window as never as { asked: { failed: number; looked: number; came: number } }).asked
		);
	await open(page, NEW_LOT);
	const figs = unique('Figs');
	await page.locator('input[name="title"]').fill(figs);
	await page.evaluate(() => Object.assign((window as never as { asked: object }).asked, { cut: true }));
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect.poll(async () => (await asked()).failed).toBe(1);
	const chip = page.locator('.chip.conn');
	await expect(chip).toHaveText('Offline', { useInnerText: true });
	await page.clock.fastForward(19_000);
	expect(await asked()).toMatchObject({ failed: 1, looked: 0, came: 0 });
	// Each time that the server is not there, it is looked for again.
	for (const looked of [1, 2]) {
		await page.clock.fastForward(21_000);
		await expect.poll(async () => (await asked()).looked).toBe(looked);
	}
	await page.evaluate(() => Object.assign((window as never as { asked: object }).asked, { cut: false }));
	await page.clock.fastForward(21_000);
	await expect.poll(async () => (await asked()).came).toBe(1);
	await expect(chip).toHaveText('Online', { useInnerText: true });
	await expect(page.locator('input[name="title"]')).toHaveValue(figs);
});

test('a defect that waits is named above the form and the list', async ({ browser }) => {
	const { page } = await offline(browser, DEFECTS);
	const [broken, worse] = [unique('The handle came off'), unique('No water')];
	await open(page, DEFECTS);
	await reportDefect(page, broken);
	await expect(waits(page)).toContainText('Report a defect: Rake');
	await page.reload();
	await ready(page);
	await expect(page.getByRole('status').filter({ hasText: 'Waiting to send:' })).toContainText('Rake');
	await expect(waits(page)).toHaveCount(1);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	// What is half-written gives way to what is to be changed.
	await page.getByLabel('What is wrong with it?').fill(worse);
	await page.getByRole('button', { name: 'Change' }).click();
	await expect(page.getByLabel('What is wrong with it?')).toHaveValue(broken);
	await expect(page.locator('select[name="subject"]')).toHaveValue('other');
	await page.getByRole('button', { name: 'Discard' }).click();
	await expect(waits(page)).toHaveCount(0);
	expect(await unsent(page)).toHaveLength(0);
});
