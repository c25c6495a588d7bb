import { expect, type Page } from '@playwright/test';
import { connect, gardenId, installed, read, send, unique, type Asker } from './pages/offline.ts';
import { test } from './pages/test.ts';
import { collectFaults, enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const MAP = `${GARDEN}/map`;
const NOTE = 'Turn it clockwise. The key hangs in the shed.';

interface Feature {
	id: string;
	name: string;
}

/** A tap of the demo garden with a note and something broken; answers its id and what was said of it. */
async function brokenTap(asker: Asker, steward: Asker, name: string): Promise<{ id: string; words: string }> {
	const { features } = await read<{ features: Feature[] }>(asker, '/map');
	const { id } = features.find((feature) => feature.name === name)!;
	await send(steward, 'gardens.changeFeature', { featureId: id, kind: 'tap', name, notes: NOTE });
	const words = unique('It drips');
	await send(asker, 'defects.report', {
		...{ gardenId: await gardenId(asker), subject: `feature:${id}`, details: words }
	});
	return { id, words };
}

async function expectTold(page: Page, words: string): Promise<void> {
	const panel = page.locator('#feature');
	await expect(panel.getByRole('heading', { level: 2, name: 'Tap 4' })).toBeVisible();
	await expect(panel.getByText(NOTE)).toBeVisible();
	await expect(panel.getByRole('link', { name: words })).toContainText('Broken');
}

test('a tap on the map is tapped, tells of itself, and of it alone something broken is reported', async ({
	browser
}, { project }) => {
	const page = await enter(browser, 'gardener', project.use);
	const faults = collectFaults(page);
	const { id, words } = await brokenTap(page, await enter(browser, 'steward'), '4');
	await page.goto(MAP);
	await expect(page.locator('.leaflet-container')).toBeVisible();
	const pin = page.locator('.leaflet-container').getByRole('link', { name: 'Tap 4, broken' });
	await pin.evaluate((link) => Object.assign(globalThis, { tapped: link }));
	await pin.click();
	await expect(page).toHaveURL(new RegExp(`feature=${id}$`));
	await expectTold(page, words);
	await expect(page.locator('#feature h2')).toBeFocused();
	await expect(pin).toHaveAttribute('aria-current', 'true');
	// The map is not drawn anew for it: this is still the link that was tapped.
	expect(await pin.evaluate((link) => link === (globalThis as { tapped?: unknown }).tapped)).toBe(true);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);

	await page.locator('#feature').getByRole('link', { name: 'Close Tap 4' }).click();
	await expect(page.locator('#feature')).toHaveCount(0);
	await expect(pin).not.toHaveAttribute('aria-current');
	const list = page.getByRole('region', { name: 'Taps and what else is there' });
	await list.getByRole('link', { name: 'Tap 4 Broken' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('#feature h2')).toBeFocused();
	await list.getByRole('link', { name: 'Shed' }).click();
	await expect(page.locator('#feature').getByRole('heading', { name: 'Shed' })).toBeVisible();
	await page.goBack();
	await expectTold(page, words);
	await page.reload();
	await expectTold(page, words);

	await page.locator('#feature').getByRole('link', { name: 'Report something else' }).click();
	await expect(page.getByLabel('What is broken?')).toHaveValue(`feature:${id}`);
	await page.goBack();
	await page.locator('#feature').getByRole('link', { name: words }).click();
	await expect(page.getByRole('article').filter({ hasText: words })).toBeInViewport();
	expect(faults).toEqual([]);
});

test('ground that is drawn is tapped too: the shed', async ({ browser }) => {
	// Where the shed lies is read off the plan, which is there without scripts.
	const viewport = { width: 1280, height: 800 };
	const plain = await enter(browser, 'gardener', { viewport, javaScriptEnabled: false });
	await plain.goto(MAP);
	const at = (await plain.locator('svg.plan').getByRole('link', { name: 'Shed' }).boundingBox())!;
	const plan = (await plain.locator('svg.plan').boundingBox())!;
	const page = await enter(browser, 'gardener', { viewport });
	await page.goto(MAP);
	const map = page.locator('.leaflet-container');
	await expect(map.locator('canvas')).toBeVisible();
	const { x, y } = (await map.boundingBox())!;
	await page.mouse.click(x + at.x - plan.x + at.width / 2, y + at.y - plan.y + at.height / 2);
	await expect(page.locator('#feature').getByRole('heading', { name: 'Shed' })).toBeVisible();
});

test('a drag that begins on a tap moves the map and chooses nothing', async ({ browser }) => {
	const page = await enter(browser, 'gardener', { viewport: { width: 1280, height: 800 } });
	await page.goto(MAP);
	const pin = page.locator('.leaflet-container').getByRole('link', { name: 'Tap 2' });
	await expect(pin).toBeVisible();
	const { x, y } = (await pin.boundingBox())!;
	await page.mouse.move(x + 10, y + 10);
	await page.mouse.down();
	await page.mouse.move(x + 60, y + 60, { steps: 5 });
	await page.mouse.up();
	await expect.poll(async () => (await pin.boundingBox())!.x).toBeGreaterThan(x + 30);
	await expect(page).toHaveURL(/\/map$/);
	await pin.press('Enter');
	await expect(page.locator('#feature').getByRole('heading', { name: 'Tap 2' })).toBeVisible();
});

test('without scripts the plan and the list lead to a tap, and a plot tells what of it is broken', async ({
	browser
}) => {
	const page = await enter(browser, 'gardener', { javaScriptEnabled: false });
	const { id, words } = await brokenTap(page, await enter(browser, 'steward'), '4');
	await page.goto(MAP);
	await page.locator('svg.plan').getByRole('link', { name: 'Tap 4, broken' }).press('Enter');
	await expect(page).toHaveURL(new RegExp(`feature=${id}#feature$`));
	await expectTold(page, words);
	await page.getByRole('link', { name: 'Close Tap 4' }).click();
	await page.getByRole('link', { name: 'Tap 4 Broken' }).click();
	await page.getByRole('link', { name: 'Report something else' }).click();
	await expect(page.getByLabel('What is broken?')).toHaveValue(`feature:${id}`);

	await page.goto(`${MAP}?q=B3`);
	const plot = (await page.getByRole('table').getByRole('link').first().getAttribute('href'))!;
	const subject = `plot:${plot.split('/').at(-1)}`;
	const board = unique('A board is loose');
	await send(page, 'defects.report', { gardenId: await gardenId(page), subject, details: board });
	for (const address of [plot, `${MAP}?plot=${plot.split('/').at(-1)}`]) {
		await page.goto(address);
		await expect(page.getByRole('link', { name: board })).toContainText('Broken');
	}
});

test('without a connection a tap tells of itself as last seen, and something broken is reported', async ({
	browser
}) => {
	const page = await enter(browser, 'gardener', { serviceWorkers: 'allow' });
	const { id, words } = await brokenTap(page, await enter(browser, 'steward'), '4');
	await installed(page, MAP, `${GARDEN}/defects`);
	await connect(page, false);
	await page.goto(MAP);
	await page.getByRole('link', { name: 'Tap 4 Broken' }).click();
	await expectTold(page, words);
	await page.goto(`${MAP}?feature=${id}`);
	await expectTold(page, words);
	await page.locator('#feature').getByRole('link', { name: 'Report something else' }).click();
	await expect(page.getByLabel('What is broken?')).toHaveValue(`feature:${id}`);
	await page.goto(`${GARDEN}/defects?subject=feature:${id}`);
	await expect(page.getByLabel('What is broken?')).toHaveValue(`feature:${id}`);
});

test('notes and defects are the gardeners’ alone', async ({ browser }) => {
	const gardener = await enter(browser, 'gardener');
	const { id, words } = await brokenTap(gardener, await enter(browser, 'steward'), '4');
	const neighbour = await enter(browser, 'neighbour');
	expect((await neighbour.goto(`${MAP}?feature=${id}`))?.status()).toBe(404);
	const visitor = await (await browser.newContext()).newPage();
	for (const page of [neighbour, visitor]) {
		await page.goto(GARDEN);
		const html = await page.content();
		expect(html).toContain('Tap 4');
		for (const secret of [NOTE, words, 'feature=']) expect(html).not.toContain(secret);
	}
});
