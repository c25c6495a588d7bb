import { expect } from '@playwright/test';
import {
	claim,
	claimsOf,
	expectAllSent,
	installed,
	join,
	ownClock,
	postLot,
	stewardOf,
	unique,
	unsent
} from './pages/offline.ts';
import { test } from './pages/test.ts';

const NOT_WELL = 'not well at the moment';

test('a server that fails for an hour is asked now and then, and afterwards all goes out without a tap', async ({
	browser
}) => {
	test.slow();
	const giver = await stewardOf(browser);
	const { page } = await join(browser, giver);
	const [lot, second] = [await postLot(giver, unique('Beans')), await postLot(giver, unique('Peas'))];
	await installed(page, lot, second);
	let asked = 0;
	let well = false;
	await page.context().route('**/api/v1/commands', (route) => {
		if (well) return route.continue();
		asked++;
		return route.fulfill({ status: 500, contentType: 'text/html', body: 'no' });
	});
	await ownClock(page);
	for (const one of [lot, second]) {
		await claim(page, one, '2');
		await page.clock.runFor(10_000);
		await expect(page.getByText('Waiting to send')).toBeVisible();
	}
	await expect(page.getByText(NOT_WELL)).toBeVisible();
	const before = asked;
	for (let step = 0; step < 360; step++) {
		// Not at once: the answers come over a network whose clock goes on as it always does.
		await page.clock.runFor(10_000);
		await page.waitForTimeout(20);
	}
	await expect(page.getByText(NOT_WELL)).toBeVisible();
	await expect(page.getByText('Waiting to send')).toBeVisible();
	expect(await unsent(page)).toHaveLength(2);
	expect(asked - before, 'it is tried at all').toBeGreaterThan(8);
	expect(asked - before).toBeLessThanOrEqual(60);
	well = true;
	await page.clock.runFor(5 * 60_000);
	await expectAllSent(page, 10_000);
	await expect(page.getByText(NOT_WELL)).toHaveCount(0);
	for (const one of [lot, second]) expect(await claimsOf(giver, one)).toEqual(['2']);
});
