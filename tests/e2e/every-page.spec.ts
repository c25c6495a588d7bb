import { expect } from '@playwright/test';
import { test } from './pages/test.ts';
import {
	collectFaults,
	enter,
	expectAccessible,
	expectNoSidewaysScroll,
	GARDEN,
	type Role
} from './pages/visit.ts';

const PAGES: Record<Role, string[]> = {
	gardener: [
		'today',
		'map',
		'rota',
		'harvest',
		'harvest/new',
		'more',
		'people',
		'log',
		'membership',
		'defects',
		'install'
	],
	neighbour: ['today', 'harvest', 'more', 'membership'],
	steward: [
		'map',
		'map/draw',
		'map/import',
		'rota/new',
		'people',
		'people/add',
		'people/invite',
		'settings',
		'harvest/new',
		'log',
		'defects'
	]
};

const PUBLIC = [
	'/',
	'/gardens',
	'/harvest',
	'/sign-in',
	'/demo',
	GARDEN,
	`${GARDEN}/harvest`,
	'/nothing-here'
];

for (const [role, pages] of Object.entries(PAGES) as [Role, string[]][]) {
	test(`every page of a ${role} is accessible, fits its screen and has one title`, async ({ browser }) => {
		test.setTimeout(180_000);
		const page = await enter(browser, role);
		const faults = collectFaults(page);
		const links = new Map<string, string>();
		for (const path of [...pages.map((name) => `${GARDEN}/${name}`), '/me']) {
			await look(page, path);
			for (const link of await linksOn(page)) links.set(link, path);
		}
		expect(faults).toEqual([]);
		for (const [link, path] of links) {
			if ((await page.request.get(link)).ok()) continue;
			// What another test has taken away meanwhile is not shown any more.
			await page.goto(path);
			expect(await linksOn(page), `leads nowhere, on ${path}`).not.toContain(link);
		}
	});
}

test('every public page is accessible, fits its screen and has one title', async ({ page }) => {
	test.setTimeout(120_000);
	for (const path of PUBLIC) await look(page, path);
});

test('dark, high contrast and Spanish are accessible too', async ({ browser }) => {
	test.setTimeout(120_000);
	const page = await enter(browser, 'gardener', { colorScheme: 'dark', contrast: 'more', locale: 'es-ES' });
	for (const name of ['today', 'map', 'rota', 'harvest']) await look(page, `${GARDEN}/${name}`);
});

test('text at twice its size fits the phone', async ({ browser }) => {
	const page = await enter(browser, 'gardener', { viewport: { width: 360, height: 740 } });
	for (const name of ['today', 'map', 'rota', 'harvest', 'more']) {
		await page.goto(`${GARDEN}/${name}`);
		await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
		await expectNoSidewaysScroll(page);
	}
});

/** Where the links of this page lead, within the app. */
async function linksOn(page: import('@playwright/test').Page): Promise<string[]> {
	const all = await page
		.locator('a[href]')
		.evaluateAll((links) => (links as HTMLAnchorElement[]).map(({ href }) => href));
	return all
		.filter((href) => href.startsWith(new URL(page.url()).origin))
		.map((href) => href.replace(/#.*/, ''));
}

async function look(page: import('@playwright/test').Page, path: string): Promise<void> {
	await page.goto(path);
	await page.waitForLoadState('networkidle');
	await expect(page.locator('h1'), `one h1 on ${path}`).toHaveCount(1);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await expectTabsBelow(page);
}

/** On a phone the tabs stand at the screen's lower edge, however short the page is. */
async function expectTabsBelow(page: import('@playwright/test').Page): Promise<void> {
	const tabs = page.locator('nav.tabs');
	const { width, height } = page.viewportSize()!;
	if (width > 600 || (await tabs.count()) === 0) return;
	const { y, height: own } = (await tabs.boundingBox())!;
	expect(Math.abs(y + own - height), `tabs at the lower edge of ${page.url()}`).toBeLessThan(2);
	expect(own).toBeLessThan(height / 6);
}
