/// <reference lib="webworker" />
import { ExpirationPlugin } from 'workbox-expiration';
import { matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute, setDefaultHandler } from 'workbox-routing';
import { CacheFirst, NetworkOnly } from 'workbox-strategies';
import { linksAhead } from './lib/offline/keep.ts';
import { forgetAll, isFresh, keepPage, keptPage, keptPaths, PHOTOS } from './lib/offline/kept-pages.ts';
import { sendFromWorker } from './lib/offline/outbox/from-worker.ts';
import { SYNC_TAG } from './lib/offline/outbox/send.ts';
import { forgetShared, receiveShare } from './lib/offline/shared.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

const SLOW_MS = 6000;
const FRESH_MS = 5 * 60 * 1000;

// The page for "never seen and no connection" is not among the build's own files; its revision is counted by hand.
precacheAndRoute([...self.__WB_MANIFEST, { url: '/offline.html', revision: '2' }]);

registerRoute(
	({ request }) => request.mode === 'navigate',
	({ request, url }) => openPage(request, url)
);
registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname === '/share',
	({ request }) => receiveShare(request),
	'POST'
);
registerRoute(
	({ request, url }) => request.mode === 'navigate' && url.origin === self.location.origin,
	({ request, url }) => sendForm(request, url),
	'POST'
);
registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/photos/'),
	new CacheFirst({ cacheName: PHOTOS, plugins: [new ExpirationPlugin({ maxEntries: 80 })] })
);
registerRoute(
	({ url, sameOrigin }) => sameOrigin && /^\/(crops|icons)\//.test(url.pathname),
	new CacheFirst({ cacheName: 'drawings', plugins: [new ExpirationPlugin({ maxEntries: 150 })] })
);
setDefaultHandler(new NetworkOnly());

self.addEventListener('message', (event: ExtendableMessageEvent) => {
	if (event.data?.type === 'keep') event.waitUntil(keepAhead(event.data.paths as string[]));
	if (event.data?.type === 'update') event.waitUntil(self.skipWaiting());
	if (event.data?.type === 'forget') event.waitUntil(Promise.all([forgetAll(), forgetShared()]));
});

self.addEventListener('sync', (event: Event) => {
	const { tag, waitUntil } = event as ExtendableEvent & { tag: string };
	if (tag === SYNC_TAG) waitUntil.call(event, sendFromWorker().then(keepAgain));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The page from the network; without one, or after a long wait, as last seen. */
async function openPage(request: Request, url: URL): Promise<Response> {
	const network = fetch(request);
	network.catch(() => {});
	const kept = async () =>
		(await keptPage(url)) ?? (await matchPrecache('/offline.html')) ?? Response.error();
	try {
		const response = await Promise.race([network, later(SLOW_MS, url)]);
		if (!response) return await kept();
		if (response.type === 'basic') await keepPage(url, response);
		return response;
	} catch {
		return kept();
	}
}

/** After a while gives way to a kept copy, if there is one; without one, waiting is all there is. */
async function later(ms: number, url: URL): Promise<undefined> {
	await new Promise((resolve) => setTimeout(resolve, ms));
	if (await keptPage(url)) return undefined;
	return new Promise(() => {});
}

/** A form sent without a script. Signing out forgets all that was kept, whether the server hears of it or not. */
async function sendForm(request: Request, url: URL): Promise<Response> {
	if (url.pathname === '/sign-out') await Promise.all([forgetAll(), forgetShared()]);
	try {
		return await fetch(request);
	} catch {
		return (await matchPrecache('/offline.html')) ?? Response.error();
	}
}

/** Fetches pages ahead that are not kept already or are old, and then those that they lead to. */
async function keepAhead(paths: readonly string[]): Promise<void> {
	const links = new Set<string>();
	for (const path of paths) {
		if (await isFresh(new URL(path, self.location.origin), FRESH_MS, Date.now())) continue;
		for (const link of linksAhead(await fetchAndKeep(path))) links.add(link);
	}
	for (const link of links)
		if (!(await isFresh(new URL(link, self.location.origin), FRESH_MS, Date.now()))) await fetchAndKeep(link);
}

/** Fetches what is kept once more: something was sent from here, so it is out of date. */
async function keepAgain(): Promise<void> {
	for (const path of await keptPaths()) if (/\/(today|rota|harvest)$/.test(path)) await fetchAndKeep(path);
}

/** The page's HTML; '' where it was not to be had. */
async function fetchAndKeep(path: string): Promise<string> {
	const url = new URL(path, self.location.origin);
	if (url.origin !== self.location.origin) return '';
	const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => undefined);
	if (!response?.ok) return '';
	await keepPage(url, response);
	return response.text();
}
