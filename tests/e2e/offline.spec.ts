import { expect, type Page } from '@playwright/test';
import { connect, installed as keeps, join, stewardOf, turnsFor } from './pages/offline.ts';
import { test } from './pages/test.ts';
import { enter, expectAccessible, GARDEN } from './pages/visit.ts';

/** Signs in, and waits until the worker has fetched the garden's main pages ahead. */
async function installed(browser: import('@playwright/test').Browser): Promise<Page> {
	const page = await enter(browser, 'gardener');
	await page.goto(`${GARDEN}/today`);
	await expect
		.poll(() => page.evaluate(keptPaths), { timeout: 30_000 })
		.toEqual(expect.arrayContaining(['today', 'map', 'rota', 'harvest'].map((name) => `${GARDEN}/${name}`)));
	return page;
}

/** Runs in the page: all that is kept was kept a day earlier than it was. */
async function aDayAgo(): Promise<void> {
	for (const name of (await caches.keys()).filter((one) => one.startsWith('kept-'))) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const kept = (await cache.match(request))!;
			const headers = new Headers(kept.headers);
			headers.set('plotluck-kept-at', String(Number(headers.get('plotluck-kept-at')) - 86_400_000));
			await cache.put(request, new Response(await kept.arrayBuffer(), { headers }));
		}
	}
}

async function keptPaths(): Promise<string[]> {
	const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
	const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
	return requests.flat().map(({ url }) => new URL(url).pathname);
}

test('without a connection, Today, the map and the board open as last seen and say when that was', async ({
	browser
}) => {
	const page = await installed(browser);
	await page.context().setOffline(true);
	for (const name of ['today', 'map', 'harvest', 'rota']) {
		await page.goto(`${GARDEN}/${name}`);
		await expect(page.locator('h1')).toBeVisible();
		await expect(page.locator('.conn .live')).toBeHidden();
		await expect(
			page
				.locator('.conn')
				.getByText(/\d\d:\d\d|Offline/)
				.filter({ visible: true })
				.first()
		).toBeVisible();
	}
	await page.goto(`${GARDEN}/today`);
	await expectAccessible(page);
});

test('a form that was never opened has its drawings, and a photo that was never seen is no broken one', async ({
	browser
}) => {
	const page = await installed(browser);
	// It is kept after the form, and that with its drawings.
	await expect.poll(() => page.evaluate(keptPaths), { timeout: 30_000 }).toContain(`${GARDEN}/people`);
	await page.context().setOffline(true);
	await page.goto(`${GARDEN}/harvest/new`);
	const form = page.getByRole('group', { name: 'What is it?' });
	const texts = await form
		.locator('img')
		.evaluateAll((all) =>
			Promise.all(all.map(async (one) => (await fetch((one as HTMLImageElement).src)).text()))
		);
	expect(texts.length).toBeGreaterThan(7);
	for (const text of texts) expect(text.length, 'the drawing itself, no stand-in').toBeGreaterThan(1000);
	const width = await page.evaluate(async () => {
		const picture = new Image();
		picture.src = '/photos/01990000-0000-7000-8000-000000000001/320';
		await picture.decode();
		return picture.naturalWidth;
	});
	expect(width).toBeGreaterThan(0);
});

test('pages kept yesterday know what is today: the turn at the tap can be marked done', async ({
	browser
}) => {
	const steward = await stewardOf(browser);
	const me = await join(browser, steward);
	const [turn] = await turnsFor(steward, me, 1, 1);
	const { page } = me;
	await keeps(page, `${GARDEN}/today`, `${GARDEN}/rota`, `${GARDEN}/turns/${turn!.id}`);
	await connect(page, false);
	await page.goto(`${GARDEN}/today`);
	await expect(page.getByText('Your next turn')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Compost done' })).toHaveCount(0);
	await page.evaluate(aDayAgo);

	await page.goto(`${GARDEN}/rota`);
	await expect(page.getByRole('listitem').getByText('Today', { exact: true })).toBeVisible();
	await page.goto(`${GARDEN}/turns/${turn!.id}`);
	await expect(page.getByRole('button', { name: 'Compost done' })).toBeVisible();
	await page.goto(`${GARDEN}/today`);
	await expect(page.getByText('Your next turn')).toHaveCount(0);
	await page.getByRole('button', { name: 'Compost done' }).click();
	await expect(page.getByText('Waiting to send')).toBeVisible();
});

test('a kept page says so without any script', async ({ browser }) => {
	const page = await installed(browser);
	await page.context().setOffline(true);
	const html = await page.evaluate(async (path) => {
		await new Promise((resolve) => setTimeout(resolve, 100));
		const frame = document.createElement('iframe');
		frame.src = path;
		return fetch(path).then(
			(answer) => answer.text(),
			() => 'no answer'
		);
	}, `${GARDEN}/today`);
	expect(html).toBe('no answer');
	await page.goto(`${GARDEN}/harvest`);
	await expect(page.locator('html')).toHaveAttribute('data-seen', 'kept');
});

test('an address that was never seen says plainly what is missing', async ({ browser }) => {
	const page = await installed(browser);
	await page.context().setOffline(true);
	await page.goto(`${GARDEN}/log`);
	await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
});

test('a form that can’t be sent now waits in its place and keeps what was typed', async ({ browser }) => {
	const page = await installed(browser);
	await page.goto(`${GARDEN}/membership`);
	const skills = page.locator('[name="skills"]').first();
	await skills.fill('grafting');
	await page.context().setOffline(true);
	await skills.press('Enter');
	await expect(page.getByText('Waiting to send')).toBeVisible();
	await expect(skills).toHaveValue('grafting');
});

test('signing out throws away what was kept', async ({ browser }) => {
	const page = await installed(browser);
	await page.goto(`${GARDEN}/more`);
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/g/'));
	expect((await page.evaluate(keptPaths)).filter((path) => path.startsWith('/g/'))).toEqual([]);
});

test('it can be installed: manifest, icons and worker are in order', async ({ browser }) => {
	const page = await installed(browser);
	const client = await page.context().newCDPSession(page);
	const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
	expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
	const { errors } = await client.send('Page.getAppManifest');
	expect(errors).toEqual([]);
});
