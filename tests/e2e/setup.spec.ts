import { expect } from '@playwright/test';
import { test } from './pages/test.ts';
import { startServer, type RunningServer } from '#tests/setup/server.ts';
import { collectFaults, expectAccessible, expectNoSidewaysScroll } from './pages/visit.ts';

/** A visitor through a proxy: not from the machine that Plotluck runs on. */
const AWAY = { 'x-forwarded-for': '203.0.113.7' };

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(() => server.stop());

test('from another machine a new installation asks for its link, and a wrong one does not open it', async ({
	browser
}) => {
	const context = await browser.newContext({ extraHTTPHeaders: AWAY });
	const page = await context.newPage();
	for (const address of ['/setup', '/setup?key=', '/setup?key=not-the-one-that-was-printed']) {
		await page.goto(server.url + address);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Almost: one link is missing');
		await expect(page.locator('input[name="gardenName"]')).toHaveCount(0);
	}
	await expectAccessible(page);
	const sent = await context.request.post(`${server.url}/setup`, {
		headers: { origin: server.url },
		form: { ...GARDEN, setupKey: 'not-the-one-that-was-printed', commandId: crypto.randomUUID() }
	});
	expect(await sent.text()).not.toContain('"type":"redirect"');
	await page.goto(`${server.url}/g/hill-top`);
	await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(GARDEN.gardenName);
	await context.close();
});

test('the printed link sets up a whole garden once; its first steward is in', async ({ browser }) => {
	const context = await browser.newContext({ extraHTTPHeaders: AWAY });
	const page = await context.newPage();
	const faults = collectFaults(page);
	await page.goto(server.url);
	await expect(page.getByRole('link', { name: /Set up your garden/ })).toBeVisible();
	await expect(page.getByRole('link', { name: /demo garden/ })).toBeVisible();
	await expectAccessible(page);

	await page.goto(printedLink(server.output()));
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.getByLabel('Name of the garden').fill(GARDEN.gardenName);
	await page.locator('input[name="lat"]').fill(GARDEN.lat);
	await page.locator('input[name="lng"]').fill(GARDEN.lng);
	await page.locator('[name="timeZone"]').selectOption(GARDEN.timeZone);
	await page.locator('input[name="name"]').fill(GARDEN.name);
	await page.locator('input[name="email"]').fill(GARDEN.email);
	await page.locator('input[name="password"]').fill(GARDEN.password);
	await page.getByRole('button', { name: 'Start the garden' }).click();

	await page.waitForURL(/\/g\/hill-top\//);
	await expectAccessible(page);
	await page.goto(`${server.url}/g/hill-top/map`);
	await expect(page.getByRole('link', { name: 'Draw on the map' })).toBeVisible();
	await expectAccessible(page);

	await page.goto(`${server.url}/me`);
	await expect(page.locator('input[name="name"]')).toHaveValue(GARDEN.name);
	await page.goto(printedLink(server.output()));
	await expect(page.getByText('This garden is set up already')).toBeVisible();
	await expectAccessible(page);
	expect(faults).toEqual([]);
	await context.close();
});

const GARDEN = {
	gardenName: 'Hill Top',
	lat: '51.4832',
	lng: '-0.0805',
	timeZone: 'Europe/London',
	locale: 'en',
	name: 'Ada Pell',
	email: 'ada@hill-top.example',
	password: 'purple watering can'
};

/** The link that stands in the window in which the server was started. */
function printedLink(output: string): string {
	return /http:\S+\/setup\?key=\S+/.exec(output)?.[0] ?? 'no link was printed';
}
