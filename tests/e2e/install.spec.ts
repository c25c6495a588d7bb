import { expect, type APIResponse, type Browser, type Page } from '@playwright/test';
import { ready } from './pages/offline.ts';
import { test } from './pages/test.ts';
import sharp from 'sharp';
import { enter, expectAccessible, expectNoSidewaysScroll, GARDEN } from './pages/visit.ts';

interface Picture {
	src: string;
	sizes: string;
	type: string;
	purpose?: string;
	form_factor?: string;
	label?: string;
}

interface Manifest {
	lang: string;
	start_url: string;
	icons: Picture[];
	screenshots: Picture[];
	shortcuts: { name: string; url: string; icons: Picture[] }[];
	share_target: { action: string; method: string; enctype: string; params: { files: { name: string }[] } };
}

const IPHONE =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

test.describe('the manifest', () => {
	for (const locale of ['en', 'es']) {
		test(`in ${locale}: every picture is there, of the size and type it is said to have`, async ({
			request
		}) => {
			const manifest = await readManifest(request, locale);
			expect(manifest.lang).toBe(locale);
			const { icons, screenshots, shortcuts } = manifest;
			for (const picture of [...icons, ...screenshots, ...shortcuts.flatMap((shortcut) => shortcut.icons)])
				await expectPicture(await request.get(picture.src), picture);
			expect(new Set(icons.map(({ purpose }) => purpose))).toEqual(
				new Set(['any', 'maskable', 'monochrome'])
			);
			expect(new Set(screenshots.map(({ form_factor }) => form_factor))).toEqual(new Set(['narrow', 'wide']));
			expect(screenshots.every(({ label }) => label)).toBe(true);
			await expectPicture(await request.get('/apple-touch-icon.png'), {
				sizes: '180x180',
				type: 'image/png'
			});
		});
	}

	test('says it in the reader’s words', async ({ request }) => {
		const [en, es] = [await readManifest(request, 'en'), await readManifest(request, 'es')];
		const labels = ({ screenshots, shortcuts }: Manifest) =>
			[...screenshots.map(({ label }) => label), ...shortcuts.map(({ name }) => name)].join();
		expect(labels(en)).not.toBe(labels(es));
	});

	test('a maskable icon’s drawing stays in the circle that every system shows', async ({ request }) => {
		const { icons } = await readManifest(request, 'en');
		for (const { src } of icons.filter(({ purpose }) => purpose === 'maskable'))
			expect(await drawnRadius(await (await request.get(src)).body())).toBeLessThanOrEqual(0.4);
	});

	test('its addresses lead into the garden looked at last', async ({ browser }) => {
		const page = await enter(browser, 'gardener');
		const { start_url, shortcuts } = await readManifest(page.request, 'en');
		const ends: [string, string][] = [[start_url, `${GARDEN}/today`]];
		const paths = ['today', 'harvest', 'harvest/new'];
		shortcuts.forEach(({ url }, index) => ends.push([url, `${GARDEN}/${paths[index]}`]));
		expect(ends).toHaveLength(4);
		for (const [from, to] of ends) {
			await page.goto(from);
			expect(new URL(page.url()).pathname, from).toBe(to);
		}
	});

	test('Chromium finds nothing in the way of installing', async ({ browser }) => {
		const page = await withWorker(browser);
		const client = await page.context().newCDPSession(page);
		const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
		// A test's browser is always a private one.
		expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
		const { errors, data } = await client.send('Page.getAppManifest');
		expect(errors).toEqual([]);
		expect(data).toContain('"share_target"');
	});
});

test('without a connection the app opens on the day, and its shortcuts lead where they should', async ({
	browser
}) => {
	const page = await withWorker(browser);
	for (const name of ['today', 'harvest', 'harvest/new'])
		await expect.poll(() => isKept(page, `${GARDEN}/${name}`), { timeout: 30_000 }).toBe(true);
	await page.context().setOffline(true);
	for (const [from, to] of [
		['/?from=app', 'today'],
		['/go/today', 'today'],
		['/go/harvest', 'harvest'],
		['/go/post', 'harvest/new']
	] as const) {
		await page.goto(from);
		expect(new URL(page.url()).pathname, from).toBe(`${GARDEN}/${to}`);
		await expect(page.locator('html')).toHaveAttribute('data-seen', 'kept');
	}
});

test.describe('a shared photo', () => {
	test('waits in the form to give something, once', async ({ browser }) => {
		const page = await withWorker(browser);
		await share(page, await photo());
		expect(formAddress(page)).toBe(`${GARDEN}/harvest/new?photo=kept`);
		await expect(page.getByText('The photo that you shared is in the form.')).toBeVisible();
		expect(await chosen(page)).toBe(1);
		await expect(page.locator('[name=notes]')).toHaveValue('Ripe today\nCome before six');
		await expectAccessible(page);
		await page.goto(`${GARDEN}/harvest/new`);
		await expect(page.locator('[name=photo]')).toBeAttached();
		await page.waitForLoadState('networkidle');
		expect(await chosen(page)).toBe(0);
	});

	test('gets into the form without a connection too', async ({ browser }) => {
		const page = await withWorker(browser);
		await expect.poll(() => isKept(page, `${GARDEN}/harvest/new`), { timeout: 30_000 }).toBe(true);
		await page.context().setOffline(true);
		await share(page, await photo());
		await expect(page.getByText('The photo that you shared is in the form.')).toBeVisible();
		expect(await chosen(page)).toBe(1);
	});

	test('waits where not even the form was kept', async ({ browser }) => {
		const page = await withWorker(browser);
		await shareUnseen(page);
		await page.context().setOffline(false);
		await page.goto(`${GARDEN}/harvest/new`);
		await expect(page.getByText('The photo that you shared is in the form.')).toBeVisible();
		expect(await chosen(page)).toBe(1);
	});

	test('is asked for again where no worker is at work, and what is no picture is said to be none', async ({
		browser
	}) => {
		const page = await enter(browser, 'gardener', { serviceWorkers: 'block' });
		await share(page, await photo());
		expect(formAddress(page)).toBe(`${GARDEN}/harvest/new?photo=lost`);
		await expect(page.getByText('The photo did not come along.')).toBeVisible();
		const other = await withWorker(browser);
		await share(other, null);
		await expect(other.getByText('There was no picture in what you shared.')).toBeVisible();
	});

	test('is asked for again where the device has no room for it', async ({ browser }) => {
		const page = await withWorker(browser);
		const client = await page.context().newCDPSession(page);
		const { origin } = new URL(page.url());
		await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
		await share(page, await photo());
		expect(formAddress(page)).toBe(`${GARDEN}/harvest/new?photo=full`);
		await expect(page.getByText('There was no room on this device to keep the photo.')).toBeVisible();
		expect(await chosen(page)).toBe(0);
	});

	test('of somebody signed out waits for the sign-in', async ({ browser }) => {
		const page = await (await browser.newContext()).newPage();
		await page.goto('/demo');
		await page.evaluate(() => navigator.serviceWorker.ready);
		await page.reload();
		await share(page, await photo());
		await expect(page.getByText('Sign in, and the photo that you shared waits in the form.')).toBeVisible();
		await expectAccessible(page);
		await enterHere(page, 'gardener');
		await page.goto(`${GARDEN}/harvest/new`);
		await expect(page.getByText('The photo that you shared is in the form.')).toBeVisible();
	});

	test('of a neighbour, who posts nothing, is not lost without a word', async ({ browser }) => {
		const page = await withWorker(browser, 'neighbour');
		await share(page, await photo());
		await expect(page.getByText('Posting is for people who garden here')).toBeVisible();
		await expectAccessible(page);
	});

	test('is never handed to the next person on the phone', async ({ browser }) => {
		const page = await withWorker(browser);
		await shareUnseen(page);
		await page.context().setOffline(false);
		await page.goto(`${GARDEN}/more`);
		await page.getByRole('button', { name: 'Sign out' }).click();
		await page.waitForURL((url) => !url.pathname.startsWith('/g/'));
		await enterHere(page, 'steward');
		await page.goto(`${GARDEN}/harvest/new`);
		await page.waitForLoadState('networkidle');
		expect(await chosen(page)).toBe(0);
	});
});

test.describe('the hint to install', () => {
	test('is not there at the first visit, is at the second, and is gone for good after "No, thanks"', async ({
		browser
	}) => {
		const page = await enter(browser, 'gardener', { userAgent: IPHONE });
		await page.goto(`${GARDEN}/today`);
		await expect.poll(() => visits(page)).toBe(1);
		await expect(hint(page)).toBeHidden();
		await anotherDay(page);
		await page.goto(`${GARDEN}/today`);
		await expect(hint(page)).toBeVisible();
		await expect(hint(page).getByRole('img', { name: 'The share button' })).toBeVisible();
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
		await hint(page).getByRole('button', { name: 'No, thanks' }).click();
		await expect(hint(page)).toBeHidden();
		await anotherDay(page);
		await page.goto(`${GARDEN}/today`);
		await expect.poll(() => visits(page)).toBeGreaterThan(2);
		await expect(hint(page)).toBeHidden();
	});

	test('leads to the browser’s own question where there is one', async ({ browser }) => {
		const page = await enter(browser, 'gardener');
		await page.goto(`${GARDEN}/today`);
		await expect.poll(() => visits(page)).toBe(1);
		await anotherDay(page);
		await page.goto(`${GARDEN}/today`);
		await expect.poll(() => visits(page)).toBe(2);
		await expect(hint(page)).toBeHidden();
		await page.evaluate(offerToInstall);
		await hint(page).getByRole('button', { name: 'Install', exact: true }).click();
		expect(await page.evaluate(() => (window as { asked?: number }).asked)).toBe(1);
		await expect(hint(page)).toBeHidden();
	});

	test('stays under More, with words for every device', async ({ browser }) => {
		const page = await enter(browser, 'gardener', { userAgent: IPHONE });
		await page.goto(`${GARDEN}/more`);
		await page.getByRole('link', { name: 'Install the app' }).click();
		await expect(page.getByText('Tap the share button.')).toBeVisible();
		await page.getByText('Android phone or tablet').click();
		await expect(page.getByText('Open the menu of your browser')).toBeVisible();
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	});

	test('steps that are unfolded before the scripts have come stay so when they do', async ({ browser }) => {
		const page = await enter(browser, 'gardener', { userAgent: IPHONE, serviceWorkers: 'block' });
		const { promise: come, resolve: letThemCome } = Promise.withResolvers<void>();
		await page.route('**/*.js', async (route) => {
			await come;
			await route.continue();
		});
		await page.goto(`${GARDEN}/install`, { waitUntil: 'commit' });
		await page.getByText('Android phone or tablet').click();
		const steps = page.getByText('Open the menu of your browser');
		await expect(steps).toBeVisible();
		letThemCome();
		await ready(page);
		await expect(steps).toBeVisible();
	});
});

test('what the system has thrown away is said once, until it was read', async ({ browser }) => {
	const page = await withWorker(browser);
	// From a page without scripts, which would note anew what is kept.
	await page.goto('/offline.html');
	await page.evaluate(() => {
		document.cookie = 'kept=12.2.2026-08-18; path=/';
		localStorage.clear();
	});
	for (let visit = 0; visit < 2; visit++) {
		await page.goto(`${GARDEN}/today`);
		await expect(page.getByText('On 18 August 2026, 12 pages were kept here')).toBeVisible();
		await expect(page.getByText('2 entries had not been sent yet')).toBeVisible();
	}
	await expectAccessible(page);
	await page.getByRole('button', { name: 'I have read this' }).click();
	await expect(page.getByText('12 pages were kept here')).toBeHidden();
	await page.goto(`${GARDEN}/today`);
	await expect.poll(() => visits(page)).toBe(1);
	await expect(page.getByText('12 pages were kept here')).toBeHidden();
});

test('the mark of what is kept is written by the server, and goes at sign-out', async ({ browser }) => {
	const page = await withWorker(browser);
	const sent = (body: string) =>
		page.evaluate(async (text) => (await fetch('/kept', { method: 'POST', body: text })).status, body);
	expect(await sent('not a mark')).toBe(400);
	expect(await sent('12.0.2026-08-18')).toBe(204);
	const mark = async () => (await page.context().cookies()).find(({ name }) => name === 'kept');
	expect((await mark())?.value).toBe('12.0.2026-08-18');
	expect((await mark())!.expires - Date.now() / 1000).toBeGreaterThan(300 * 86_400);
	await page.goto(`${GARDEN}/more`);
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/g/'));
	expect(await mark()).toBeUndefined();
});

test('a new version says so, and warns before it takes something half-written along', async ({ browser }) => {
	const page = await withWorker(browser);
	await page.goto(`${GARDEN}/membership`);
	await shellIsThere(page);
	await newVersion(page);
	await expect(page.getByText('A new version is ready.')).toBeVisible();
	await page.locator('[name="skills"]').first().fill('grafting');
	await page.getByRole('button', { name: 'Use it now' }).click();
	await expect(page.getByText('You have something half-written on this page.')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Later' }).click();
	await expect(page.locator('[name="skills"]').first()).toHaveValue('grafting');
	await page.getByRole('button', { name: 'Use it now' }).click();
	const loaded = page.waitForEvent('load');
	await page.getByRole('button', { name: 'Reload anyway' }).click();
	await loaded;
	expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain('?newer');
});

async function readManifest(request: { get: Page['request']['get'] }, locale: string): Promise<Manifest> {
	const answer = await request.get('/manifest.webmanifest', { headers: { 'accept-language': locale } });
	expect(answer.headers()['content-type']).toBe('application/manifest+json');
	return (await answer.json()) as Manifest;
}

async function expectPicture(answer: APIResponse, { sizes, type }: Pick<Picture, 'sizes' | 'type'>) {
	expect(answer.status(), answer.url()).toBe(200);
	expect(answer.headers()['content-type']).toContain(type);
	const { width, height } = await sharp(await answer.body()).metadata();
	if (sizes === 'any') expect(width, answer.url()).toBeGreaterThan(0);
	else expect(`${width}x${height}`, answer.url()).toBe(sizes);
}

/** How far from the middle something is drawn on the ground colour, as a part of the edge. */
async function drawnRadius(icon: Buffer): Promise<number> {
	const { data, info } = await sharp(icon).removeAlpha().raw().toBuffer({ resolveWithObject: true });
	const { width, channels } = info;
	let far = 0;
	for (let at = 0; at < data.length; at += channels) {
		const like = [0, 1, 2].every((channel) => Math.abs(data[at + channel]! - data[channel]!) < 24);
		const pixel = at / channels;
		if (!like)
			far = Math.max(
				far,
				Math.hypot((pixel % width) + 0.5 - width / 2, Math.floor(pixel / width) + 0.5 - width / 2)
			);
	}
	return far / width;
}

async function withWorker(browser: Browser, role: 'gardener' | 'neighbour' = 'gardener'): Promise<Page> {
	const page = await enter(browser, role);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.reload();
	await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
	return page;
}

async function enterHere(page: Page, role: 'gardener' | 'steward'): Promise<void> {
	await page.goto('/demo');
	await page.locator(`form:has(input[name="role"][value="${role}"]) button`).click();
	await page.waitForURL(/\/g\//);
}

async function photo(): Promise<string> {
	const drawn = sharp({ create: { width: 900, height: 600, channels: 3, background: '#b3261e' } });
	return (await drawn.jpeg().toBuffer()).toString('base64');
}

/** What the system does when somebody shares with the app: it sends the form of the manifest's share target. */
async function share(page: Page, base64: string | null): Promise<void> {
	await page.evaluate((picture) => {
		const form = document.createElement('form');
		Object.assign(form, { method: 'post', action: '/share', enctype: 'multipart/form-data', hidden: true });
		for (const [name, value] of [
			['title', 'Ripe today'],
			['text', 'Come before six']
		])
			form.append(Object.assign(document.createElement('input'), { name, value }));
		if (picture) {
			const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
			const files = new DataTransfer();
			files.items.add(new File([bytes], 'tomatoes.jpg', { type: 'image/jpeg' }));
			const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photo' });
			input.files = files.files;
			form.append(input);
		}
		document.body.append(form);
		form.submit();
	}, base64);
	await page.waitForURL((url) => url.pathname === '/share' || url.pathname.endsWith('/harvest/new'));
}

/** Shares without a connection and with no form kept: the page that stands in says that the photo is safe. */
async function shareUnseen(page: Page): Promise<void> {
	await expect.poll(() => isKept(page, `${GARDEN}/harvest/new`), { timeout: 30_000 }).toBe(true);
	await page.context().setOffline(true);
	await page.evaluate(async () => {
		for (const name of await caches.keys()) if (name.startsWith('kept-')) await caches.delete(name);
	});
	await share(page, await photo());
	await expect(page.getByText('is kept on this device for a week')).toBeVisible();
}

function isKept(page: Page, path: string): Promise<boolean> {
	return page.evaluate(async (at) => Boolean(await caches.match(at)), path);
}

function formAddress(page: Page): string {
	const { pathname, search } = new URL(page.url());
	return pathname + search;
}

function chosen(page: Page): Promise<number> {
	return page
		.locator('input[type=file][name=photo]')
		.evaluate((input: HTMLInputElement) => input.files!.length);
}

function hint(page: Page) {
	return page.getByRole('region', { name: 'Plotluck on your home screen' });
}

function visits(page: Page): Promise<number> {
	return page.evaluate(
		() => JSON.parse(localStorage.getItem('plotluck-visits') ?? '{"count":0}').count as number
	);
}

/** What the shell fetches when the browser is idle has come. */
async function shellIsThere(page: Page): Promise<void> {
	await expect
		.poll(() =>
			page.evaluate(() => {
				const { last } = JSON.parse(localStorage.getItem('plotluck-visits') ?? '{"last":0}') as {
					last: number;
				};
				return last > performance.timeOrigin;
			})
		)
		.toBe(true);
	await page.waitForLoadState('networkidle');
}

/** The last visit was yesterday. */
async function anotherDay(page: Page): Promise<void> {
	await page.evaluate(() => {
		const known = JSON.parse(localStorage.getItem('plotluck-visits')!);
		localStorage.setItem('plotluck-visits', JSON.stringify({ ...known, last: known.last - 86_400_000 }));
	});
}

/** The browser's offer, as Chromium makes it where a person could really install. */
function offerToInstall(): void {
	const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
		prompt: () => {
			const at = window as { asked?: number };
			at.asked = (at.asked ?? 0) + 1;
			return Promise.resolve({ outcome: 'accepted' });
		}
	});
	dispatchEvent(offer);
}

/** The same worker from another address: for the browser a new version, which waits. */
async function newVersion(page: Page): Promise<void> {
	await page.evaluate(async () => void (await navigator.serviceWorker.register('/service-worker.js?newer')));
}
