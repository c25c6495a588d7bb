import { expect } from '@playwright/test';
import {
	connect,
	expectAllSent,
	installed,
	join,
	photo,
	ready,
	stewardOf,
	turnsFor,
	unique
} from './pages/offline.ts';
import { test } from './pages/test.ts';
import { enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

test('a turn is marked done without a connection, with a note and a photo; others see both', async ({
	browser
}) => {
	const steward = await enter(browser, 'steward');
	const me = await join(browser, steward);
	const [turn] = await turnsFor(steward, me, 0, 0);
	const path = `${GARDEN}/turns/${turn!.id}`;
	const note = unique('The heap steams');
	await installed(me.page, path);
	await connect(me.page, false);
	await me.page.goto(path);
	await ready(me.page);
	await me.page.locator('form[action="?/done"] input[name="note"]').fill(note);
	await me.page.locator('input[name="photo"]').setInputFiles(await photo());
	await expect(me.page.getByText('Ready to send')).toBeVisible();
	await expectAccessible(me.page);
	await expectNoSidewaysScroll(me.page);
	await me.page.locator('form[action="?/done"] button').click();
	await expect(me.page.getByText('Waiting to send').first()).toBeVisible();

	await connect(me.page, true);
	await expectAllSent(me.page, 15_000);
	await steward.goto(path);
	await expect(steward.getByText(note)).toBeVisible();
	await expect(steward.locator('.photo img')).toHaveJSProperty('naturalWidth', 320);
	await expectAccessible(steward);
});

test('without scripts the form sends its photo too', async ({ browser }) => {
	const steward = await stewardOf(browser);
	const me = await join(browser, steward);
	const [turn] = await turnsFor(steward, me, 0, 0);
	const cookies = await me.page.context().cookies();
	const plain = await browser.newContext({ javaScriptEnabled: false });
	await plain.addCookies(cookies);
	const page = await plain.newPage();
	await page.goto(`${GARDEN}/turns/${turn!.id}`);
	await page.locator('input[name="photo"]').setInputFiles(await photo());
	await page.locator('form[action="?/done"] button').click();
	await expect(page.locator('.photo img')).toBeVisible();
	await expect(page.locator('form[action="?/undo"]')).toBeVisible();
});
