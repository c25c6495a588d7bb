import { expect, type Page } from '@playwright/test';
import { ready } from './pages/offline.ts';
import { test } from './pages/test.ts';
import { collectFaults, enter, expectAccessible, GARDEN } from './pages/visit.ts';

const CROSSED = JSON.stringify({
	type: 'Polygon',
	coordinates: [
		[
			[0, 0],
			[0.001, 0.001],
			[0.001, 0],
			[0, 0.001],
			[0, 0]
		]
	]
});

test('a visitor finds a garden by its name, sees its plan and the way to its harvest, and no person', async ({
	page
}) => {
	const faults = collectFaults(page);
	await page.goto('/gardens');
	await page.getByRole('searchbox').fill('elm');
	await page.getByRole('searchbox').press('Enter');
	await expect(page).toHaveURL(/q=elm/);
	await page.getByRole('link', { name: /Elm Street Garden/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Elm Street Garden');
	await expect(page.locator('.leaflet-container')).toBeVisible();
	await expect(page.getByRole('link', { name: 'See the harvest board' })).toHaveAttribute(
		'href',
		`${GARDEN}/harvest`
	);
	await expect(page.getByText('Rosa')).toHaveCount(0);
	await expectAccessible(page);
	expect(faults).toEqual([]);
});

test('list, search, distance and plan need no scripts', async ({ browser }) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto('/gardens?q=elm&near=13.4,52.5');
	await expect(page.getByText(/(km|m|mi|ft) away/).first()).toBeVisible();
	await page.goto('/gardens?q=nothing-is-called-this');
	await expect(page.getByRole('heading', { name: /No garden fits/ })).toBeVisible();
	await page.goto(GARDEN);
	await expect(page.getByRole('img', { name: 'Plan of Elm Street Garden' })).toBeVisible();
	await context.close();
});

test('the pins of the map are answered with a tag, and not sent twice', async ({ request }) => {
	const first = await request.get('/api/v1/gardens');
	const { gardens } = (await first.json()) as {
		gardens: [slug: string, name: string, lng: number, lat: number][];
	};
	expect(gardens.map(([slug]) => slug)).toContain('elm-street-garden');
	const again = await request.get('/api/v1/gardens', {
		headers: { 'if-none-match': first.headers()['etag']! }
	});
	expect(again.status()).toBe(304);
	expect((await request.get('/api/v1/gardens?bbox=1,2,3')).status()).toBe(400);
	expect(await (await request.get('/api/v1/gardens?bbox=-170,-60,-169,-59')).json()).toMatchObject({
		gardens: []
	});
});

test('a steward draws a tap: it is stored at once, and taken back with one button', async ({ browser }, {
	project
}) => {
	const page = await enter(browser, 'steward', project.use);
	const faults = collectFaults(page);
	const name = `North tap of the ${project.name}`;
	await openBoard(page);
	await page.getByRole('button', { name: 'Tap', exact: true }).click();
	await tapMiddle(page, 20, 30);
	const panel = page.getByRole('region', { name: 'New: Tap' });
	await panel.getByRole('textbox', { name: /^Name/ }).fill(name);
	await expectAccessible(page);
	await panel.getByRole('button', { name: 'Put it on the plan' }).click();
	await expect(page.getByRole('link', { name })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('link', { name })).toBeVisible();

	await page.getByRole('link', { name }).click();
	await page.getByRole('region', { name }).getByRole('button', { name: 'Remove' }).click();
	await expect(page.getByRole('link', { name })).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo the last change' }).click();
	await expect(page.getByRole('link', { name })).toBeVisible();
	await page.getByRole('link', { name }).click();
	await page.getByRole('region', { name }).getByRole('button', { name: 'Remove' }).click();
	await expect(page.getByRole('link', { name })).toHaveCount(0);
	expect(faults).toEqual([]);
});

test('a steward draws a plot, changes its shape, and takes it off again', async ({ browser }, {
	project
}) => {
	test.skip(project.name === 'phone', 'one hand at the plan is enough');
	const page = await enter(browser, 'steward', project.use);
	await openBoard(page);
	await page.getByRole('button', { name: 'Plot', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Finish shape' })).toBeDisabled();
	for (const [x, y] of [
		[-20, -20],
		[20, -20],
		[20, 20],
		[-20, 20]
	] as const)
		await tapMiddle(page, x, y);
	await page.getByRole('button', { name: 'Finish shape' }).click();
	const panel = page.getByRole('region', { name: 'New: Plot' });
	await expect(
		panel
			.getByText(/lies partly on Plot|outside/)
			.or(panel.getByRole('button', { name: 'Put it on the plan' }))
			.first()
	).toBeVisible();
	await panel.getByRole('textbox', { name: 'Plot number' }).fill('E2E-1');
	await panel.getByRole('button', { name: 'Put it on the plan' }).click();
	await expect(page.getByRole('link', { name: 'Plot E2E-1' })).toBeVisible();
	await page.getByRole('button', { name: 'Stop drawing' }).click();

	await page.getByRole('link', { name: 'Plot E2E-1' }).click();
	const picked = page.getByRole('region', { name: 'Plot E2E-1' });
	await picked.getByRole('button', { name: 'Change its shape' }).click();
	await page
		.locator('.marker-icon:not(.marker-icon-middle)')
		.first()
		.dragTo(page.locator('.ground'), { targetPosition: { x: 200, y: 200 }, force: true });
	await picked.getByRole('button', { name: 'Keep this shape' }).click();
	await expect(page.getByText('Plot E2E-1 is changed.')).toBeVisible();
	await picked.getByRole('button', { name: 'Remove' }).click();
	await expect(page.getByRole('link', { name: 'Plot E2E-1' })).toHaveCount(0);
});

test('a boundary that crosses itself is refused with a sentence, without scripts too', async ({
	browser
}) => {
	const page = await enter(browser, 'steward', { javaScriptEnabled: false });
	await page.goto(`${GARDEN}/map/draw`);
	await page.getByText('Without drawing').click();
	await page.getByRole('textbox', { name: 'Boundary as GeoJSON' }).fill(CROSSED);
	await page.getByRole('button', { name: 'Set the boundary' }).click();
	await expect(page.getByText(/crosses itself near latitude/).first()).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Boundary as GeoJSON' })).toHaveValue(CROSSED);
});

test('settings are for stewards: what they write is on the public page, others find nothing', async ({
	browser
}, { project }) => {
	test.skip(project.name === 'phone', 'one pen for one board');
	const page = await enter(browser, 'steward', project.use);
	await page.goto(`${GARDEN}/settings`);
	const hours = page.getByRole('textbox', { name: /Opening hours/ });
	const before = await hours.inputValue();
	await hours.fill('At the full moon');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('The settings are saved.').first()).toBeVisible();
	await page.goto(GARDEN);
	await expect(page.getByText('At the full moon')).toBeVisible();
	await page.goto(`${GARDEN}/settings`);
	await page.getByRole('textbox', { name: /Opening hours/ }).fill(before);
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('The settings are saved.').first()).toBeVisible();

	const gardener = await enter(browser, 'gardener');
	for (const path of ['settings', 'map/draw'])
		expect((await gardener.goto(`${GARDEN}/${path}`))?.status()).toBe(404);
});

test('a garden is not closed by a wrong name', async ({ browser }, { project }) => {
	const page = await enter(browser, 'steward', project.use);
	await page.goto(`${GARDEN}/settings`);
	await page.getByText('Close the garden').click();
	await page.getByRole('textbox', { name: 'Type the garden’s name to close it' }).fill('Oak Street');
	await page.getByRole('button', { name: 'Close this garden for good' }).click();
	await expect(page.getByText(/not the garden’s name/).first()).toBeVisible();
});

test('people of the demo are told that a garden needs an account of one’s own', async ({ browser }) => {
	const page = await enter(browser, 'gardener');
	await page.goto('/gardens/new');
	await page.getByRole('textbox', { name: 'Name of the garden' }).fill('Oak Street');
	await page.getByRole('textbox', { name: 'Latitude' }).fill('52.5, 13.4');
	await expect(page.getByRole('textbox', { name: 'Longitude' })).toHaveValue('13.4');
	await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Berlin');
	await page.getByRole('button', { name: 'Start the garden' }).click();
	await expect(page.getByText(/People of the demo can’t start gardens/).first()).toBeVisible();
});

/** Opens a page whose scripts come when they are told to. */
async function openBare(page: Page, path: string): Promise<() => void> {
	const { promise: come, resolve: letThemCome } = Promise.withResolvers<void>();
	await page.route('**/*.js', async (route) => {
		await come;
		await route.continue();
	});
	await page.goto(path, { waitUntil: 'commit' });
	return letThemCome;
}

test('coordinates that are pasted before the scripts have come are taken apart when they do', async ({
	browser
}) => {
	const page = await enter(browser, 'gardener', { serviceWorkers: 'block' });
	const letThemCome = await openBare(page, '/gardens/new');
	await page.getByRole('textbox', { name: 'Latitude' }).fill('52.5, 13.4');
	letThemCome();
	await expect(page.getByRole('textbox', { name: 'Longitude' })).toHaveValue('13.4');
	await expect(page.getByRole('textbox', { name: 'Latitude' })).toHaveValue('52.5');
});

test('what is written before the scripts have come stays when they do', async ({ browser }) => {
	const page = await enter(browser, 'gardener', { serviceWorkers: 'block' });
	const letThemCome = await openBare(page, `${GARDEN}/harvest/new`);
	const fields: [string, string][] = [
		['input[name="title"]', 'Quinces'],
		['textarea[name="notes"]', 'In the blue crate'],
		['input[name="quantity"]', '3']
	];
	await page.locator('select[name="unit"]').selectOption('kg');
	const until = page.locator('input[name="until"]').nth(1);
	await until.check();
	for (const fold of await page.locator('main details').all())
		await fold.evaluate((details: HTMLDetailsElement) => (details.open = true));
	for (const [field, words] of fields) await page.locator(field).fill(words);
	letThemCome();
	await ready(page);
	for (const [field, words] of fields) await expect(page.locator(field)).toHaveValue(words);
	await expect(page.locator('select[name="unit"]')).toHaveValue('kg');
	await expect(until).toBeChecked();
});

async function openBoard(page: Page): Promise<void> {
	await page.goto(`${GARDEN}/map/draw`);
	await expect(page.getByRole('button', { name: 'Tap', exact: true })).toBeEnabled();
}

/** Taps the map, so many pixels from its middle. */
async function tapMiddle(page: Page, x: number, y: number): Promise<void> {
	const ground = page.locator('.ground');
	await ground.scrollIntoViewIfNeeded();
	const box = (await ground.boundingBox())!;
	const [left, top] = [box.x + box.width / 2 + x, box.y + box.height / 2 + y];
	await page.mouse.move(left, top, { steps: 2 });
	await page.mouse.click(left, top);
}
