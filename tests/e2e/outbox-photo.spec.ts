import { expect, type Browser, type Page } from '@playwright/test';
import {
	connect,
	expectAllSent,
	installed,
	join,
	photo,
	read,
	ready,
	stewardOf,
	unique,
	unsent,
	type Person
} from './pages/offline.ts';
import { test } from './pages/test.ts';
import { GARDEN } from './pages/visit.ts';

const NEW_LOT = `${GARDEN}/harvest/new`;
const NO_PHOTO = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture at all') };

interface Lot {
	title: string;
	quantity: string;
	photo: { id: string } | null;
}

/** A gardener on the form of a new lot, without a connection. */
async function atForm(browser: Browser): Promise<Person> {
	const me = await join(browser, await stewardOf(browser));
	await installed(me.page, NEW_LOT);
	await connect(me.page, false);
	await me.page.goto(NEW_LOT);
	await ready(me.page);
	return me;
}

async function fill(page: Page, title: string, quantity: string): Promise<void> {
	await page.locator('input[name="title"]').fill(title);
	await page.locator('input[name="quantity"]').fill(quantity);
	await page.locator('select[name="place"]').selectOption('stall');
	await page.locator('input[name="until"]').nth(1).check();
}

const give = (page: Page) => page.getByRole('button', { name: 'Put it on the board' }).click();

/** Gives it where there is no connection: the form is empty again once it waits. */
async function giveLater(page: Page): Promise<void> {
	await give(page);
	await expect(page.locator('input[name="title"]')).toHaveValue('');
}

const choose = async (page: Page, file: Awaited<ReturnType<typeof photo>>) =>
	page.locator('input[name="photo"]').setInputFiles(file);
const change = (page: Page) => page.getByRole('button', { name: 'Change' }).click();

async function onBoard(me: Person, title: string): Promise<Lot | undefined> {
	const { lots } = await read<{ lots: Lot[] }>(me, '/harvest');
	return lots.find((lot) => lot.title === title);
}

test('a photo stays with what is changed, shows itself there, gives way to another, and can be left out', async ({
	browser
}) => {
	const me = await atForm(browser);
	const { page } = me;
	const title = unique('Plums');
	await fill(page, title, '3');
	await choose(page, await photo());
	await giveLater(page);
	const [first] = (await unsent(page)).filter(({ name }) => name === 'photos.add');
	await change(page);
	await expect(page.locator('canvas.small')).toHaveJSProperty('width', 1600);
	await choose(page, await photo('#333'));
	await giveLater(page);
	const photos = (await unsent(page)).filter(({ name }) => name === 'photos.add');
	expect(photos).toHaveLength(1);
	expect(photos[0]!.id).not.toBe(first!.id);
	await change(page);
	await page.getByLabel('Remove the photo').check();
	await giveLater(page);
	expect((await unsent(page)).map(({ name }) => name)).toEqual(['harvest.post']);
	await connect(page, true);
	await expectAllSent(page, 10_000);
	expect(await onBoard(me, title)).toMatchObject({ quantity: '3', photo: null });
});

test('a photo that the server refuses holds nothing back: another goes out with the same words', async ({
	browser
}) => {
	const me = await atForm(browser);
	const { page } = me;
	const title = unique('Pears');
	await fill(page, title, '3');
	await choose(page, NO_PHOTO);
	await giveLater(page);
	await connect(page, true);
	await expect(page.getByText(/This file is not a picture/).first()).toBeVisible();
	await change(page);
	await expect(page.locator('input[name="title"]')).toHaveValue(title);
	await expect(page.locator('input[name="photo"]')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('canvas.small')).toHaveCount(0);
	await choose(page, await photo());
	await give(page);
	await page.waitForURL(/news=posted/);
	expect((await onBoard(me, title))?.photo).toBeTruthy();
	expect(await unsent(page)).toEqual([]);
});

test('what is corrected and refused at once keeps its photo for the next try', async ({ browser }) => {
	const me = await atForm(browser);
	const { page } = me;
	const title = unique('Figs');
	await fill(page, title, 'lots');
	await choose(page, await photo());
	await giveLater(page);
	await connect(page, true);
	await expect(page.getByText('Not accepted', { exact: true })).toBeVisible();
	await change(page);
	const picture = page.locator('img[src^="/photos/"]');
	for (const quantity of ['plenty', '4']) {
		await expect(picture).toHaveJSProperty('naturalWidth', 320);
		await page.locator('input[name="quantity"]').fill(quantity);
		const answered = page.waitForResponse('**/api/v1/commands');
		await give(page);
		await answered;
		// What is typed while it is busy would give way to what was refused.
		await expect(page.locator('form [aria-busy="true"]')).toHaveCount(0);
	}
	await page.waitForURL(/news=posted/);
	expect(await onBoard(me, title)).toMatchObject({ quantity: '4', photo: { id: expect.any(String) } });
	expect(await unsent(page)).toEqual([]);
});
