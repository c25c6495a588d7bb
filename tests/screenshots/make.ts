// Pictures of the demo, for the README (`npm run screenshots`), for the browser's own dialog when somebody
// installs the app (`npm run screenshots -- --install`), and to look through before a change is called
// done (`npm run screenshots -- --all /tmp/pictures`). Needs a build; brings a server with the demo of its own,
// or takes one that runs with `--url http://localhost:5173`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumArgs, presentChromium } from '../setup/chromium.mjs';
import { startServer } from '../setup/server.ts';
import { INSTALL, README, REVIEW, type Role, type Shot } from './shots.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		all: { type: 'boolean' },
		install: { type: 'boolean' },
		url: { type: 'string' },
		only: { type: 'string' }
	}
});
const folder = positionals[0] ?? (values.install ? 'static/install' : 'docs/screenshots');
const wanted = (values.all ? REVIEW : values.install ? INSTALL : README).filter(({ name }) =>
	new RegExp(values.only ?? '').test(name)
);

/** A Tuesday in August, on the way home from work: the courgettes are ripe. */
const MOMENT = '2026-08-18T16:40:00Z';
const clock = new URL('./clock.mjs', import.meta.url).href;
const env = { NODE_OPTIONS: `--import=${clock}`, PICTURE_CLOCK: MOMENT };

// A server of one's own may have been given the same clock.
const moment = values.url ? process.env.PICTURE_CLOCK : MOMENT;
const server = values.url ? null : await startServer({ demo: true, env });
const browser = await chromium.launch({ executablePath: await presentChromium(), args: chromiumArgs });
try {
	await mkdir(folder, { recursive: true });
	await takeAll(browser, values.url ?? server!.url, wanted);
} finally {
	await browser.close();
	await server?.stop();
}

/** One sign-in for all shots of one person on one kind of screen. */
async function takeAll(from: Browser, baseURL: string, shots: readonly Shot[]): Promise<void> {
	for (const group of Map.groupBy(shots, optionsKey).values()) {
		const { role, screen, dark, locale } = group[0]!;
		const options: BrowserContextOptions = {
			baseURL,
			locale: locale === 'es' ? 'es-ES' : 'en-GB',
			viewport: screen === 'phone' ? { width: 360, height: 740 } : { width: 1280, height: 800 },
			deviceScaleFactor: screen === 'phone' ? 2 : 1,
			hasTouch: screen === 'phone',
			isMobile: screen === 'phone',
			colorScheme: dark ? 'dark' : 'light',
			reducedMotion: 'reduce'
		};
		const context = await from.newContext(options);
		if (moment) await context.clock.setFixedTime(new Date(moment));
		const page = await context.newPage();
		if (role) await enter(page, role);
		for (const shot of group) await take(page, shot);
		await context.close();
	}
}

function optionsKey({ role, screen, dark, locale }: Shot): string {
	return `${role} ${screen} ${dark} ${locale}`;
}

async function enter(page: Page, role: Role): Promise<void> {
	await page.goto('/demo');
	await page.locator(`form:has(input[name="role"][value="${role}"]) button`).click();
	await page.waitForURL(/\/g\//, { timeout: 120_000 });
}

async function take(page: Page, shot: Shot): Promise<void> {
	const answer = await page.goto(shot.path);
	if (!answer?.ok()) process.stderr.write(`${shot.name}: ${shot.path} answers ${answer?.status()}\n`);
	if (shot.click) await page.locator(shot.click).first().click();
	await page.waitForLoadState('networkidle');
	// The way in was tapped further down: some browsers keep that height on the next page.
	await page.evaluate(() => scrollTo(0, 0));
	const picture = await page.screenshot({ fullPage: shot.full ?? false });
	const webp = await sharp(picture)
		.webp({ quality: values.install ? 72 : 82 })
		.toBuffer();
	await (values.all
		? writeFile(join(folder, `${shot.name}.png`), picture)
		: writeFile(join(folder, `${shot.name}.webp`), webp));
}
