import { expect, type Page } from '@playwright/test';
import { test } from './pages/test.ts';
import sharp from 'sharp';
import { enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const BOARD = `${GARDEN}/harvest`;

let count = 0;

/** A title that no other lot has. */
function unique(): string {
	return `Testberries ${test.info().project.name} ${String.fromCharCode(97 + (count++ % 26))}${Date.now() % 1_000_000}`;
}

/** Fills the few fields that are needed and posts; answers the lot's address. */
async function give(page: Page, title: string, quantity = '6'): Promise<string> {
	await page.goto(`${BOARD}/new`);
	await page.locator('input[name="title"]').fill(title);
	await page.locator('input[name="quantity"]').fill(quantity);
	await page.locator('select[name="place"]').selectOption('stall');
	await page.locator('input[name="until"]').nth(1).check();
	await page.getByRole('button', { name: /put it on the board/i }).click();
	await page.waitForURL(/\?news=posted/);
	return new URL(page.url()).pathname;
}

test('a neighbour claims in two taps, sees code and place, changes it and gives it back', async ({
	browser
}) => {
	const giver = await enter(browser, 'gardener');
	const neighbour = await enter(browser, 'neighbour');
	const title = unique();
	await give(giver, title);

	await neighbour.goto(BOARD);
	const card = neighbour.locator('article', { hasText: title });
	await card.locator('summary').click();
	await card.getByRole('button', { name: 'Claim' }).click();
	const mine = neighbour.locator('article[id^="claim-"]', { hasText: title });
	await expect(mine).toContainText('1 piece');
	await expect(mine).toContainText(/Code\s*\d\d/);
	await expect(mine).toContainText('Stall');
	await expect(mine.getByRole('link', { name: /way there/i })).toHaveAttribute('href', /directions/);

	await mine.getByText('Change how much').click();
	await mine.getByRole('textbox', { name: /how much/i }).fill('4');
	await mine.getByRole('button', { name: 'Change to this' }).click();
	await expect(mine).toContainText('4 pieces');

	await neighbour.reload();
	await mine.getByRole('button', { name: 'Give back' }).click();
	await expect(mine).toHaveCount(0);
	await expect(neighbour.locator('article', { hasText: title })).toContainText('6 left');
});

test('the giver sees who comes, ticks them off, takes that back, and takes the lot down', async ({
	browser
}) => {
	const giver = await enter(browser, 'gardener');
	const neighbour = await enter(browser, 'neighbour');
	const title = unique();
	const lot = await give(giver, title);
	await expect(giver.getByText(/nobody has claimed any yet/i)).toBeVisible();
	await neighbour.goto(lot);
	await neighbour.getByRole('textbox', { name: /how much/i }).fill('4');
	await neighbour.getByRole('button', { name: 'Claim' }).click();
	await expect(neighbour.locator('article[id^="claim-"]')).toContainText('4 pieces');

	await giver.goto(lot);
	await expect(giver.getByText('2 left')).toBeVisible();
	const comer = giver.locator('.comer').first();
	await expect(comer).toContainText('4 pieces');
	await comer.getByRole('button', { name: 'Picked up' }).click();
	await expect(comer).toContainText('picked up');
	await comer.getByRole('button', { name: 'Undo' }).click();
	await expect(comer).toContainText(/Code \d\d/);

	await giver.getByText('Take off the board').first().click();
	await giver.getByRole('button', { name: 'Take off the board' }).click();
	await expect(giver.getByText('This was taken off the board.')).toBeVisible();
});

test('a photo goes along with the form, comes back small, without its place, and stays in the cache', async ({
	browser
}) => {
	const giver = await enter(browser, 'gardener');
	const title = unique();
	const buffer = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#a33' } })
		.withExif({ IFD0: { Copyright: 'Rosa' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
		.jpeg()
		.toBuffer();
	await giver.goto(`${BOARD}/new`);
	await giver.locator('input[name="photo"]').setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer });
	await expect(giver.getByText('Ready to send')).toBeVisible();
	await giver.locator('input[name="title"]').fill(title);
	await giver.locator('input[name="quantity"]').fill('2,5');
	await giver.locator('select[name="unit"]').selectOption('kg');
	await giver.locator('select[name="place"]').selectOption('gate');
	await giver.getByRole('button', { name: /put it on the board/i }).click();
	await giver.waitForURL(/\?news=posted/);
	const image = giver.locator('img[srcset]').first();
	await expect(image).toHaveJSProperty('complete', true);
	const src = (await image.getAttribute('src'))!;
	const answer = await giver.request.get(src);
	expect(answer.headers()).toMatchObject({
		'content-type': 'image/webp',
		'cache-control': expect.stringContaining('immutable'),
		'x-content-type-options': 'nosniff'
	});
	const kept = await sharp(await answer.body()).metadata();
	expect([kept.width, kept.exif]).toEqual([320, undefined]);
	expect((await giver.request.get(src.replace(/320$/, '321'))).status()).toBe(404);
	await expectAccessible(giver);
});

test('what cannot be posted is refused with a sentence at its field, and what was typed stays', async ({
	browser
}) => {
	const giver = await enter(browser, 'gardener');
	await giver.goto(`${BOARD}/new`);
	await giver.locator('input[name="title"]').fill('Peas');
	await giver.locator('input[name="quantity"]').fill('-3');
	const svg = {
		name: 'x.png',
		mimeType: 'image/png',
		buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
	};
	await giver.locator('input[name="photo"]').setInputFiles(svg);
	await giver.getByRole('button', { name: /put it on the board/i }).click();
	await expect(giver.getByText(/drawings \(svg\)/i).first()).toBeVisible();
	await giver.locator('input[name="photo"]').setInputFiles([]);
	await giver.getByRole('button', { name: /put it on the board/i }).click();
	await expect(giver.getByText('An amount cannot be less than nothing.')).toBeVisible();
	await expect(giver.locator('input[name="title"]')).toHaveValue('Peas');
	await expect(giver.locator('input[name="quantity"]')).toHaveValue('-3');
	await expectAccessible(giver);
});

test('all of it works without JavaScript', async ({ browser }) => {
	const off = { javaScriptEnabled: false };
	const giver = await enter(browser, 'gardener', off);
	const neighbour = await enter(browser, 'neighbour', off);
	const title = unique();
	const lot = await give(giver, title, '3');
	await neighbour.goto(BOARD);
	const card = neighbour.locator('article', { hasText: title });
	await card.locator('summary').click();
	await card.locator('input[name="quantity"]').fill('9');
	await card.getByRole('button', { name: 'Claim' }).click();
	await expect(
		neighbour
			.locator('article', { hasText: title })
			.getByText(/only 3 are left/i)
			.first()
	).toBeVisible();
	await neighbour.locator('article', { hasText: title }).locator('input[name="quantity"]').fill('2');
	await neighbour.locator('article', { hasText: title }).getByRole('button', { name: 'Claim' }).click();
	await expect(neighbour.locator('article[id^="claim-"]', { hasText: title })).toContainText(/\d\d/);
	await giver.goto(lot);
	await expect(giver.locator('.comer')).toContainText('2 pieces');
	await giver.getByRole('link', { name: 'Change', exact: true }).click();
	await giver.locator('input[name="quantity"]').fill('1');
	await giver.getByRole('button', { name: 'Save the changes' }).click();
	await expect(giver.getByText(/2 are already promised/i).first()).toBeVisible();
});

test('visitors see the board without names; filters are links; all is accessible', async ({ page }) => {
	await page.goto(BOARD);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harvest board');
	await expect(page.getByText(/^From /)).toHaveCount(0);
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Herbs' }).click();
	await expect(page).toHaveURL(/kind=herb/);
	await page.goto('/harvest');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harvest near you');
	await expectAccessible(page);
});

test('what gardeners see is accessible', async ({ browser }) => {
	const gardener = await enter(browser, 'gardener');
	for (const address of [BOARD, `${BOARD}/new`]) {
		await gardener.goto(address);
		await expectAccessible(gardener);
	}
});

test('nothing runs over the edge of a small phone', async ({ browser }) => {
	const giver = await enter(browser, 'gardener', { viewport: { width: 360, height: 740 } });
	const lot = await give(giver, unique());
	for (const address of [BOARD, `${BOARD}/new`, lot, `${lot}/change`, '/harvest']) {
		await giver.goto(address);
		await expectNoSidewaysScroll(giver);
	}
});
