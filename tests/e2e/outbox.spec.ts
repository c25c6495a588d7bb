import { expect, test, type Browser, type Page } from '@playwright/test';
import { enter, expectAccessible, expectNoSidewaysScroll, GARDEN, type Role } from './pages/visit.ts';

/** Signs in, and waits until the worker keeps the garden's main pages. */
async function installed(browser: Browser, role: Role): Promise<Page> {
	const page = await enter(browser, role);
	await page.goto(`${GARDEN}/harvest`);
	await expect
		.poll(() => page.evaluate(keptPaths), { timeout: 40_000 })
		.toEqual(expect.arrayContaining([`${GARDEN}/harvest`, '/outbox']));
	return page;
}

async function keptPaths(): Promise<string[]> {
	const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
	const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
	return requests.flat().map(({ url }) => new URL(url).pathname);
}

let count = 0;

/** A note that nobody else in this run writes. */
function unique(): string {
	return `Kept ${test.info().project.name} ${count++} ${Date.now() % 1_000_000}`;
}

test('a lot written without a connection waits, is listed, and goes out by itself', async ({ browser }) => {
	const page = await installed(browser, 'gardener');
	const title = unique();
	await page.context().setOffline(true);
	await page.goto(`${GARDEN}/harvest/new`);
	await page.locator('input[name="title"]').fill(title);
	await page.locator('input[name="quantity"]').fill('3');
	await page.locator('select[name="place"]').selectOption('stall');
	await page.locator('input[name="until"]').nth(1).check();
	await page.getByRole('button', { name: /put it on the board/i }).click();
	await expect(page.getByText(/as soon as there is a connection/i).first()).toBeVisible();
	await page.goto('/outbox');
	await expect(page.getByRole('listitem').filter({ hasText: /put it on the board/i })).toBeVisible();
	await expect(page.getByText('Waiting to send')).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.context().setOffline(false);
	await expect(page.getByText('Everything is sent')).toBeVisible({ timeout: 15_000 });
	await page.goto(`${GARDEN}/harvest`);
	await expect(page.getByRole('link', { name: new RegExp(title) })).toHaveCount(1);
});
