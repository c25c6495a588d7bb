import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromiumArgs, presentChromium } from '#tests/setup/chromium.mjs';
import type { Line } from './offline-line.ts';

export const GARDEN = '/g/elm-street-garden';

/** The app on somebody's phone: where it is served, by which line, and the folder that the browser keeps. */
export interface Phone {
	url: string;
	line: Line;
	profile: string;
}

/** Starts a browser of its own on the phone's folder, as the system does when the app is opened. */
export async function openBrowser({ profile }: Phone, args: string[] = []): Promise<BrowserContext> {
	return chromium.launchPersistentContext(profile, {
		executablePath: await presentChromium(),
		args: [...chromiumArgs, ...args],
		viewport: { width: 360, height: 740 }
	});
}

/** Signs in to the demo and waits until the worker keeps the garden's main pages and has gone quiet. */
export async function install(phone: Phone): Promise<void> {
	const context = await openBrowser(phone);
	const page = await context.newPage();
	await page.goto(`${phone.url}/demo`);
	await page.locator('form:has(input[name="role"][value="gardener"]) button').click();
	await page.waitForURL(/\/g\//);
	await page.goto(`${phone.url}${GARDEN}/today`);
	await page.waitForFunction(keepsAll, [`${GARDEN}/today`, '/outbox', '/me'], { timeout: 60_000 });
	await quiet(phone.line);
	await context.close();
}

async function keepsAll(wanted: string[]): Promise<boolean> {
	const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
	const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
	const paths = kept.flat().map(({ url }) => new URL(url).pathname);
	return wanted.every((path) => paths.includes(path));
}

/** Waits until nothing has gone over the line for some seconds, at most a minute. */
export async function quiet(line: Line, forMs = 4000): Promise<void> {
	const end = performance.now() + 60_000;
	while (performance.now() - line.lastAt < forMs && performance.now() < end) await pause(200);
}

/** Slows the page's processor down so many times, as DevTools does. */
export async function slowDown(page: Page, rate: number): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate });
}
