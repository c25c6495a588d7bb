import { expect, type Page } from '@playwright/test';
import { newcomer, stewardOf, turnsFor } from './pages/offline.ts';
import { test } from './pages/test.ts';
import { enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const DAY_MS = 86_400_000;

/** A day so many days from today, as date fields want it. */
function day(count: number): string {
	return new Date(Date.now() + count * DAY_MS).toISOString().slice(0, 10);
}

/** A name that no other rota has. */
function unique(): string {
	return `Test watering ${test.info().project.name} ${Date.now() % 1_000_000}`;
}

/**
 * Fills the form of a new rota for Grace alone: after the demo's season, where nobody else has turns, and at
 * its own minute in each project, its own hour in each test.
 */
async function fill(page: Page, name: string, hour: string): Promise<void> {
	const minute = test.info().project.name === 'phone' ? '05' : '35';
	await page.locator('input[name="rota.name"]').fill(name);
	await page.locator('input[name="rota.from"]').fill(day(70));
	await page.locator('input[name="rota.to"]').fill(day(72));
	await page.locator('input[name="rota.startsAt"]').fill(`${hour}:${minute}`);
	await page.locator('input[name="rota.minutes"]').fill('15');
	await page.locator('input[name="who"][value="chosen"]').check();
	await page.getByRole('checkbox', { name: 'Grace Okafor' }).check();
}

async function everyDay(page: Page): Promise<void> {
	for (const box of await page.locator('input[name="rota.weekdays"]').all()) await box.check();
}

test('a steward drafts, sees how turns fall and publishes; one looks for a stand-in, another takes over', async ({
	browser
}) => {
	test.slow();
	const steward = await enter(browser, 'steward');
	const gardener = await enter(browser, 'gardener');
	const name = unique();

	await steward.goto(`${GARDEN}/rota/new`);
	await expectAccessible(steward);
	await fill(steward, name, '06');
	await everyDay(steward);
	await steward.getByRole('button', { name: /see how the turns fall/i }).click();
	await expect(steward.getByText('3 turns on 3 dates, shared among 1 people.')).toBeVisible();
	await expect(steward.getByText('Every place has somebody.')).toBeVisible();
	await expectAccessible(steward);
	const rota = new URL(steward.url()).pathname;
	expect((await gardener.goto(rota))?.status()).toBe(404);

	await steward.getByRole('button', { name: 'Publish' }).click();
	await expect(steward.getByText('Published. Everybody sees their turns now.')).toBeVisible();
	await expect(steward.getByRole('heading', { name: 'Dates' })).toBeVisible();
	await expectAccessible(steward);
	await steward.locator('ol a[href*="/dates/"]').first().click();
	await expect(steward.getByRole('heading', { name: 'Who comes' })).toBeVisible();
	await expectAccessible(steward);
	await steward.getByRole('link', { name: /Grace Okafor.*Planned/ }).click();

	const note = `At the dentist ${name}`;
	await expect(steward.getByText(/only you could come|everybody has/i)).toBeVisible();
	await steward.locator('summary', { hasText: 'Can’t make it' }).click();
	await steward.getByRole('textbox', { name: /word to the others/i }).fill(note);
	await steward.getByRole('button', { name: 'Look for a stand-in' }).click();
	await expect(steward.getByText(/you are looking for a stand-in/i)).toBeVisible();
	await expectAccessible(steward);

	await gardener.goto(`${GARDEN}/rota`);
	await expectAccessible(gardener);
	const wanted = gardener.locator('li', { hasText: note });
	await wanted.getByRole('button', { name: 'Take over' }).click();
	await expect(wanted).toHaveCount(0);
	await steward.reload();
	await expect(steward.getByText('Rosa Delgado has taken this turn over.')).toBeVisible();

	await steward.goto(rota);
	await steward.locator('summary', { hasText: 'End this rota' }).click();
	await steward.getByRole('button', { name: 'End it now' }).click();
	await expect(steward.getByText('No date lies ahead.')).toBeVisible();
});

test('without scripts a rota is made all the same, and what is missing is said where it is', async ({
	browser
}) => {
	const steward = await enter(browser, 'steward', { javaScriptEnabled: false });
	const name = unique();
	await steward.goto(`${GARDEN}/rota/new`);
	await fill(steward, name, '08');
	await steward.getByRole('button', { name: /see how the turns fall/i }).click();
	await expect(steward.getByText('Choose at least one day of the week.')).toBeVisible();
	await expect(steward.locator('input[name="rota.name"]')).toHaveValue(name);
	await expect(steward.getByRole('checkbox', { name: 'Grace Okafor' })).toBeChecked();
	await everyDay(steward);
	await steward.getByRole('button', { name: /see how the turns fall/i }).click();
	await expect(steward.getByRole('heading', { level: 1 })).toHaveText(name);
	await steward.getByRole('button', { name: 'Publish' }).click();
	await steward.locator('ol a[href*="/dates/"]').first().click();
	await steward.locator('summary', { hasText: 'Cancel this date' }).click();
	await steward.locator('input[name="rain"]').check();
	await steward.getByRole('textbox', { name: /why/i }).fill('Rain for days');
	await steward.getByRole('button', { name: 'Cancel this date' }).click();
	await expect(steward.getByText('This date was cancelled: Rain for days')).toBeVisible();
	await expect(steward.getByText('Rained off')).toBeVisible();
	await steward.getByRole('button', { name: 'Put it back' }).click();
	await expect(steward.getByText('Planned')).toBeVisible();
	await steward.goBack();
	await steward.goto(steward.url().replace(/\/dates\/.*/, ''));
	await steward.locator('summary', { hasText: 'End this rota' }).click();
	await steward.getByRole('button', { name: 'End it now' }).click();
	await expect(steward.getByText('No date lies ahead.')).toBeVisible();
});

test('Today: the first action is on the first screen, under the plan', async ({ browser }) => {
	const page = await enter(browser, 'gardener', { viewport: { width: 360, height: 740 } });
	await page.goto(`${GARDEN}/today`);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Rosa');
	await expectAccessible(page);
	await expect(page.getByRole('img', { name: /^Plan of the garden/ })).toBeVisible();
	// At night, what is to be done in the evening can't be marked done yet.
	const first = page.locator('article.turn').locator('button, summary').first();
	await expect(first).toBeInViewport({ ratio: 1 });
	expect((await first.boundingBox())!.width).toBeGreaterThan(280);
});

test('Today: a turn is done with one tap, and undone', async ({ browser }) => {
	const steward = await stewardOf(browser);
	const person = await newcomer(browser, steward);
	await turnsFor(steward, person, 0, 0);
	const storageState = await person.context.storageState();
	for (const javaScriptEnabled of [true, false]) {
		const context = await browser.newContext({ storageState, javaScriptEnabled });
		const page = await context.newPage();
		await page.goto(`${GARDEN}/today`);
		const card = page.locator('article.turn');
		const turn = await card.getByRole('link').first().getAttribute('href');
		const label = 'Compost done';
		await card.getByRole('button', { name: label }).click();
		await expect(
			page.getByRole('button', { name: 'Undo' }).or(page.getByText('Thank you')).first()
		).toBeVisible();
		await page.goto(turn!);
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(page.getByRole('button', { name: label })).toBeVisible();
	}
});

test('Today and the rota work at twice the size of letters, and neighbours see no rota', async ({
	browser
}) => {
	const page = await enter(browser, 'gardener');
	for (const path of ['today', 'rota']) {
		await page.goto(`${GARDEN}/${path}`);
		await page.addStyleTag({ content: 'html{font-size:200%}' });
		await expectNoSidewaysScroll(page);
	}
	const neighbour = await enter(browser, 'neighbour');
	expect((await neighbour.goto(`${GARDEN}/today`))?.status()).toBe(200);
	await expectAccessible(neighbour);
	for (const path of ['rota', 'rota/new'])
		expect((await neighbour.goto(`${GARDEN}/${path}`))?.status()).toBe(404);
});
