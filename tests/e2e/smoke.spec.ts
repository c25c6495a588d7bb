import { expect } from '@playwright/test';
import { test } from './pages/test.ts';

test('the installation answers, and its first page opens without a fault in the browser', async ({
	page,
	request
}) => {
	expect((await request.get('/healthz')).status()).toBe(200);
	expect((await request.get('/readyz')).status()).toBe(200);
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
	await page.goto('/');
	await expect(page).toHaveTitle(/Plotluck/);
	expect(faults).toEqual([]);
});
