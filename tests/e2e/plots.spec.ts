import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { test } from './pages/test.ts';
import { collectFaults, enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

const FIXTURES = new URL('../fixtures/geo/', import.meta.url);

/** Brings in a plot of the test's own, as the garden is shared, opens the list with it alone and answers its address. */
async function freePlot(page: Page, number: string): Promise<string> {
	const file = {
		name: 'plots.geojson',
		mimeType: 'application/json',
		buffer: await plotFile(page, [number])
	};
	await page.request.post(`${GARDEN}/map/import?/import`, {
		headers: { origin: new URL(page.url()).origin },
		multipart: { file, add: '1', change: '0' }
	});
	await page.goto(`${GARDEN}/map?show=free&q=${number}`);
	return (await page.getByRole('table').getByRole('link').getAttribute('href'))!;
}

/** Takes a plot that nobody holds off the map again. */
async function removePlot(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByText('Change this plot').click();
	await page.getByRole('button', { name: 'Take it off the map' }).click();
	await expect(page).toHaveURL(/\/map$/);
}

/** The text of a plot file in the garden's own place: a row of squares with these numbers. */
async function plotFile(page: Page, numbers: (string | null)[]): Promise<Buffer> {
	const answer = await page.request.get('/api/v1/garden-pins');
	const { pins } = (await answer.json()) as { pins: [string, string, number, number][] };
	const [, , lng, lat] = pins.find(([slug]) => GARDEN.endsWith(slug))!;
	const features = numbers.map((number, at) => {
		const [x, y] = [lng + at * 0.00005, lat];
		const ring = [
			[x, y],
			[x + 0.00004, y],
			[x + 0.00004, y + 0.00004],
			[x, y + 0.00004],
			[x, y]
		];
		return {
			type: 'Feature',
			properties: number === null ? {} : { number },
			geometry: { type: 'Polygon', coordinates: [ring] }
		};
	});
	return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}

test('a steward taps a free plot, gives it without leaving the map, and takes it back', async ({ browser }, {
	project
}) => {
	const page = await enter(browser, 'steward', project.use);
	const faults = collectFaults(page);
	const address = await freePlot(page, `${project.name}-map`);
	const id = address.split('/').at(-1)!;
	await expect(page.locator('.leaflet-container')).toBeVisible();
	await page.getByRole('table').locator(`a[href$="${id}"]`).click();
	await expect(page).toHaveURL(new RegExp(`plot=${id}`));
	const panel = page.locator('#plot');
	await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
	await expect(panel.getByText(/m²|ft²/)).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);

	const who = panel.getByLabel('To whom');
	const name = (await who.locator('option').nth(3).textContent())!.replace(/ \(.*/, '').trim();
	await panel.getByLabel('Find a name').fill(name);
	await expect(panel.getByText('1 name fits')).toBeVisible();
	await expect(who).not.toHaveValue('');
	await panel.getByRole('button', { name: 'Give this plot' }).click();
	await expect(panel.getByText(`${name}, since`)).toBeVisible();

	await panel.getByText('End the tenancy of plot').click();
	await expectAccessible(page);
	await panel.getByRole('button', { name: 'Take it back' }).click();
	await expect(panel.getByRole('button', { name: 'Give this plot' })).toBeVisible();
	await page.goBack();
	await expect(panel).toHaveCount(0);
	await removePlot(page, address);
	expect(faults).toEqual([]);
});

test('the list is found by filter, words and order, all in the address', async ({ browser }, { project }) => {
	const page = await enter(browser, 'steward', project.use);
	await page.goto(`${GARDEN}/map`);
	const rows = page.getByRole('table').getByRole('rowheader');
	await expect(rows.nth(40)).toBeVisible();
	const all = await rows.count();
	await page.getByRole('navigation', { name: 'Which plots' }).getByRole('link', { name: /^Held/ }).click();
	await expect(page).toHaveURL(/show=held/);
	await expect.poll(() => rows.count()).toBeLessThan(all);
	await page.getByRole('searchbox', { name: 'Number or name' }).fill('zzzz');
	await page.getByRole('searchbox').press('Enter');
	await expect(page.getByRole('heading', { name: 'No plot fits' })).toBeVisible();
	await page.getByRole('link', { name: 'Show all plots' }).click();
	await expect(rows).toHaveCount(all);
	await page.getByLabel('Sorted by').selectOption('size');
	await expect(page).toHaveURL(/sort=size/);
	// The keyboard reaches a plot through the list, and Enter shows it.
	await rows.first().getByRole('link').focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('#plot h2')).toBeFocused();
});

test('on its own page a plot is given, ended and taken back; the history tells', async ({ browser }, {
	project
}) => {
	const page = await enter(browser, 'steward', project.use);
	const faults = collectFaults(page);
	const address = await freePlot(page, `${project.name}-page`);
	await page.goto(address);
	await page.getByLabel('To whom').selectOption({ index: 2 });
	await page.getByRole('button', { name: 'Give this plot' }).click();
	await expect(page.getByRole('heading', { name: 'Who holds it' })).toBeVisible();

	await page.getByText('End the tenancy of plot').click();
	await page.getByLabel('Reason').selectOption('moved_plot');
	await page.getByLabel('Last day').last().fill('2001-01-01');
	await page
		.locator('form[action="?/endTenancy"]')
		.evaluate((form: HTMLFormElement) => (form.noValidate = true));
	await page.getByRole('button', { name: 'End the tenancy' }).click();
	await expect(page.getByRole('alert')).toContainText('before the first');
	const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
	await page.getByLabel('Last day').last().fill(soon);
	await page.getByRole('button', { name: 'End the tenancy' }).click();
	await expect(page.getByText('Free soon').first()).toBeVisible();
	await expect(page.getByText('Reason: Moves to another plot')).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);

	await page
		.locator('details', { hasText: 'End the tenancy of plot' })
		.evaluate((details: HTMLDetailsElement) => (details.open = true));
	await page.getByRole('button', { name: 'Take it back' }).click();
	await expect(page.getByRole('button', { name: 'Give this plot' })).toBeVisible();
	await expect(page.getByText(/took back the giving of plot/).first()).toBeVisible();
	await removePlot(page, address);
	expect(faults).toEqual([]);
});

test('without scripts the plan leads to the plot, and giving works', async ({ browser }, { project }) => {
	const page = await enter(browser, 'steward', { ...project.use, javaScriptEnabled: false });
	const address = await freePlot(page, `${project.name}-plain`);
	await page.locator(`svg a[href="${address}"]`).press('Enter');
	await expect(page).toHaveURL(new RegExp(address));
	await page.getByLabel('To whom').selectOption({ index: 4 });
	await page.getByLabel('First day').fill('1802-01-01');
	await page.getByRole('button', { name: 'Give this plot' }).click();
	await expect(page.getByRole('alert')).toContainText('before 1900');
	await page.getByLabel('First day').fill(new Date().toISOString().slice(0, 10));
	await page.getByRole('button', { name: 'Give this plot' }).click();
	await expect(page.getByRole('heading', { name: 'Who holds it' })).toBeVisible();
	await page.getByText('End the tenancy of plot').click();
	await page.getByRole('button', { name: 'Take it back' }).click();
	await expect(page.getByRole('button', { name: 'Give this plot' })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
	test(`a file is looked at, mended and brought in ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser
	}, { project }) => {
		const page = await enter(browser, 'steward', { ...project.use, javaScriptEnabled });
		const mark = `${project.name}${javaScriptEnabled ? 'j' : 'n'}`;
		const choose = (buffer: Buffer) =>
			page
				.getByLabel('Plot file')
				.setInputFiles({ name: 'plots.geojson', mimeType: 'application/json', buffer });
		await page.goto(`${GARDEN}/map/import`);
		await choose(await plotFile(page, [`${mark}-1`, `${mark}-1`, null]));
		await page.getByRole('button', { name: 'Look at it' }).click();
		await expect(page.getByText(/Shape 2 .*already that of shape 1/)).toBeVisible();
		await expect(page.getByText(/Shape 3: It has no plot number/)).toBeVisible();
		if (javaScriptEnabled) await expectAccessible(page);

		await choose(await plotFile(page, [`${mark}-1`, `${mark}-2`]));
		await page.getByRole('button', { name: 'Look again' }).click();
		await expect(page.getByText('New: 2')).toBeVisible();
		if (javaScriptEnabled) {
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
		await page.getByRole('button', { name: 'Bring in 2 plots' }).click();
		await expect(page.getByText('2 new, 0 changed, 0 as they were.')).toBeVisible();

		for (const number of [`${mark}-1`, `${mark}-2`]) {
			await page.goto(`${GARDEN}/map?q=${number}`);
			await removePlot(page, (await page.getByRole('table').getByRole('link').getAttribute('href'))!);
		}
	});
}

test('each broken file has its own answer, and nothing is stored', async ({ browser }, { project }) => {
	const page = await enter(browser, 'steward', project.use);
	await page.goto(`${GARDEN}/map`);
	const before = await page.getByRole('table').getByRole('row').count();
	const files: [name: string, answer: RegExp][] = [
		['bad-empty', /empty/],
		['bad-json', /Line 3, column 36/],
		['bad-archive', /archive/],
		['bad-latin1', /UTF-8/],
		['bad-xml', /XML/],
		['bad-crs', /WGS 84/],
		['bad-bowtie', /crosses itself/],
		['bad-longitude', /Perhaps -73.95 is meant|km from where/]
	];
	for (const [name, answer] of files) {
		await page.goto(`${GARDEN}/map/import`);
		const buffer = readFileSync(new URL(`${name}.geojson`, FIXTURES));
		await page
			.getByLabel('Plot file')
			.setInputFiles({ name: `${name}.geojson`, mimeType: 'application/json', buffer });
		await page.getByRole('button', { name: 'Look at it' }).click();
		await expect(page.getByRole('main').getByText(answer).first(), name).toBeVisible();
		await expect(page.getByRole('button', { name: /^Bring in/ })).toHaveCount(0);
	}
	await page.goto(`${GARDEN}/map`);
	await expect(page.getByRole('table').getByRole('row')).toHaveCount(before);
});

test('members see who holds what and change nothing; to neighbours the map does not exist', async ({
	browser
}) => {
	const gardener = await enter(browser, 'gardener');
	await gardener.goto(`${GARDEN}/map?show=held`);
	const address = (await gardener.getByRole('table').getByRole('link').first().getAttribute('href'))!;
	await gardener.goto(address);
	await expect(gardener.getByRole('heading', { name: 'Who holds it' })).toBeVisible();
	await expect(gardener.getByText('Change this plot')).toHaveCount(0);
	expect((await gardener.goto(`${GARDEN}/map/import`))!.status()).toBe(404);

	const neighbour = await enter(browser, 'neighbour');
	for (const path of [`${GARDEN}/map`, address, `${GARDEN}/map/import`])
		expect((await neighbour.goto(path))!.status(), path).toBe(404);
	expect((await gardener.goto(`${GARDEN}/plots/nothing`))!.status()).toBe(404);
});
