import { GARDEN, openBrowser, quiet, type Phone } from './offline-browser.ts';
import { report } from './report.ts';

const MOST_STORED = 700;
const MOST_VISIT = 10;

/** What an installation stores before photos and garden data: the worker and the files it keeps ahead. */
export async function benchStored(phone: Phone): Promise<void> {
	const context = await openBrowser(phone);
	const page = await context.newPage();
	await page.goto(`${phone.url}${GARDEN}/today`);
	const { files, bytes } = await page.evaluate(storedAhead);
	await context.close();
	const kilobytes = bytes / 1000;
	report({
		name: 'Stored for use without a connection, before photos and garden data',
		value: `${kilobytes.toFixed(0)} KB in ${files} files`,
		comparedTo: 'LiteFarm: 11.1 MB; unpacked, as they lie in the browser',
		promise: `at most ${MOST_STORED} KB`,
		kept: kilobytes <= MOST_STORED
	});
}

/** Runs in the page. */
async function storedAhead(): Promise<{ files: number; bytes: number }> {
	await navigator.serviceWorker.ready;
	const names = (await caches.keys()).filter((name) => name.includes('precache'));
	const sizes: number[] = [(await (await fetch('/service-worker.js')).arrayBuffer()).byteLength];
	for (const name of names) {
		const cache = await caches.open(name);
		for (const request of await cache.keys())
			sizes.push((await (await cache.match(request))!.arrayBuffer()).byteLength);
	}
	return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** All bytes that go over the line when the app, last opened a day ago, is opened and nothing is new. */
export async function benchVisit(phone: Phone): Promise<void> {
	const context = await openBrowser(phone);
	const page = await context.newPage();
	await page.goto(`${phone.url}/offline.html`);
	await page.evaluate(aDayAgo);
	await page.goto('about:blank');
	await context.close();
	const again = await openBrowser(phone);
	await quiet(phone.line);
	phone.line.bytes = 0;
	await (await again.newPage()).goto(`${phone.url}${GARDEN}/today`);
	await quiet(phone.line, 8000);
	const kilobytes = phone.line.bytes / 1000;
	await again.close();
	report({
		name: 'A daily visit with nothing new: Today, last opened a day ago',
		value: `${kilobytes.toFixed(1)} KB`,
		comparedTo: 'every byte in both directions, headers and the worker’s own requests counted',
		promise: `under ${MOST_VISIT} KB`,
		kept: kilobytes < MOST_VISIT
	});
}

/** Runs in the page: all that is kept was last fetched yesterday. */
async function aDayAgo(): Promise<void> {
	for (const name of await caches.keys()) {
		if (!name.startsWith('kept-')) continue;
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const kept = (await cache.match(request))!;
			const headers = new Headers(kept.headers);
			headers.set('plotluck-kept-at', String(Date.now() - 86_400_000));
			await cache.put(request, new Response(await kept.arrayBuffer(), { headers }));
		}
	}
}
