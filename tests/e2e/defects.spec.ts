import { expect, type Page } from '@playwright/test';
import { ready } from './pages/offline.ts';
import { test } from './pages/test.ts';
import { collectFaults, enter, expectAccessible, GARDEN } from './pages/visit.ts';

const DEFECTS = `${GARDEN}/defects`;

test('a gardener reports a defect from the map, and says that it is mended', async ({ browser }) => {
	const page = await enter(browser, 'gardener');
	await page.goto(`${GARDEN}/map`);
	await page.getByRole('link', { name: 'Report a defect' }).last().click();
	await expect(page).toHaveURL(/\/defects#report/);
	await page.getByLabel('What is broken?').selectOption({ label: 'Plot B3' });
	const words = `The edge board is rotten ${Date.now()}`;
	await page.getByLabel('What is wrong with it?').fill(words);
	await page.getByRole('button', { name: 'Report it' }).click();
	const card = page.getByRole('article').filter({ hasText: words });
	await expect(card.getByRole('heading', { name: 'Plot B3' })).toBeVisible();
	await expect(card).toContainText('Broken');
	await expectAccessible(page);
	await card.getByLabel('A word about it').fill('New board.');
	await card.getByRole('button', { name: 'It is mended' }).click();
	await expect(card).toContainText('Mended by');
	await expect(card).toContainText('New board.');
	await card.getByRole('button', { name: 'It is broken again' }).click();
	await expect(card.getByRole('button', { name: 'It is mended' })).toBeVisible();
});

/** Sends a report that will be refused; it is under way until it is let go. */
async function reportNothing(page: Page): Promise<() => void> {
	await page.goto(`${DEFECTS}?subject=other`);
	await ready(page);
	await page.getByLabel('What is wrong with it?').fill('Flat tyre');
	const { promise: underWay, resolve: isUnderWay } = Promise.withResolvers<void>();
	const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
	await page.route('**/api/v1/commands', async (route) => {
		isUnderWay();
		await held;
		await route.continue();
	});
	await page.getByRole('button', { name: 'Report it' }).click();
	await underWay;
	return letGo;
}

test('what is typed while the form is under way stays when it is refused', async ({ browser }) => {
	const page = await enter(browser, 'gardener');
	const letGo = await reportNothing(page);
	await page.getByLabel('What is wrong with it?').fill('Flat tyre, in front');
	letGo();
	await expect(page.getByText('Please say what it is')).toBeVisible();
	await expect(page.getByLabel('What is wrong with it?')).toHaveValue('Flat tyre, in front');
	await expect(page.getByLabel('What is broken?')).toHaveValue('other');
});

test('what is refused after somebody has gone on to another page stays in the outbox', async ({
	browser
}) => {
	const page = await enter(browser, 'gardener');
	const faults = collectFaults(page);
	const letGo = await reportNothing(page);
	await page.getByRole('link', { name: 'Rota', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Rota' })).toBeVisible();
	letGo();
	await page.getByRole('status').getByRole('link', { name: 'Outbox' }).click();
	await expect(page.getByText('Not accepted')).toBeVisible();
	await expect(page.getByRole('alert')).toContainText('Please say what it is');
	await page.getByRole('link', { name: 'Change', exact: true }).click();
	await expect(page.getByText('Please say what it is')).toBeVisible();
	await expect(page.getByLabel('What is wrong with it?')).toHaveValue('Flat tyre');
	expect(faults).toEqual([]);
});

test('works without JavaScript, and says what is missing', async ({ browser }) => {
	const page = await enter(browser, 'gardener', { javaScriptEnabled: false });
	await page.goto(`${DEFECTS}?subject=other`);
	await expect(page.getByLabel('What is broken?')).toHaveValue('other');
	const words = `Flat tyre ${Date.now()}`;
	await page.getByLabel('What is wrong with it?').fill(words);
	await page.getByRole('button', { name: 'Report it' }).click();
	await expect(page.getByText('Please say what it is')).toBeVisible();
	await expect(page.getByLabel('What is wrong with it?')).toHaveValue(words);
	await page.getByLabel('What is it?').fill('Wheelbarrow');
	await page.getByRole('button', { name: 'Report it' }).click();
	await expect(page.getByRole('article').filter({ hasText: words })).toContainText('Wheelbarrow');
	// It stands in a noscript, where Playwright does not look for text.
	expect(await page.content()).toContain('Reported. Thank you!');
});

test('what is broken is the gardeners’ alone', async ({ browser }) => {
	const page = await enter(browser, 'neighbour');
	expect((await page.goto(DEFECTS))?.status()).toBe(404);
});
