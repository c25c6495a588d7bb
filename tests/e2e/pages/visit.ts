import AxeBuilder from '@axe-core/playwright';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

export const GARDEN = '/g/elm-street-garden';

export type Role = 'gardener' | 'neighbour' | 'steward';

/** A browser of its own, in the demo garden as one of its people. */
export async function enter(
	browser: Browser,
	role: Role,
	options: BrowserContextOptions = {}
): Promise<Page> {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	await page.goto('/demo');
	await page.locator(`form:has(input[name="role"][value="${role}"]) button`).click();
	await page.waitForURL(/\/g\//);
	return page;
}

/** No accessibility rule of axe is broken on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
	expect(told, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing sticks out to the side: the page never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(wider, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** What went wrong in the browser while the page was used. */
export function collectFaults(page: Page): string[] {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
			faults.push(message.text());
	});
	return faults;
}
