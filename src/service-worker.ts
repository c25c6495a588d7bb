/// <reference lib="webworker" />
import { ExpirationPlugin } from 'workbox-expiration';
import { matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute, setDefaultHandler } from 'workbox-routing';
import { CacheFirst, NetworkOnly } from 'workbox-strategies';
import { anyVersion, isScript, saveFormer } from './lib/offline/former.ts';
import { beginAnew, keepAgain, keepAhead } from './lib/offline/keep-ahead.ts';
import { farewellsSoFar, forgetReader, isFull, keepPage, keptPage } from './lib/offline/kept-pages.ts';
import { DRAWINGS, PHOTOS, standIn } from './lib/offline/kept-pictures.ts';
import { sendFromWorker } from './lib/offline/outbox/from-worker.ts';
import { SYNC_TAG } from './lib/offline/outbox/send.ts';
import { forgetShared, receiveShare } from './lib/offline/shared.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

const SLOW_MS = 6000;

const orStandIn = { handlerDidError: async () => standIn() };

// The page for "never seen and no connection" is not among the build's own files; its revision is counted by hand.
const files = [...self.__WB_MANIFEST, { url: '/offline.html', revision: '2' }];
precacheAndRoute(files);

registerRoute(
	({ request }) => request.mode === 'navigate',
	({ request, url, event }) => openPage(request, url, event)
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
	({ url }) => isScript(url),
	({ request }) => anyVersion(request)
);
registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/photos/'),
	new CacheFirst({ cacheName: PHOTOS, plugins: [atMost(80), orStandIn] })
);
registerRoute(
	({ url, sameOrigin }) => sameOrigin && /^\/(crops|icons)\//.test(url.pathname),
	new CacheFirst({ cacheName: DRAWINGS, plugins: [atMost(150), orStandIn] })
);
setDefaultHandler(new NetworkOnly());

self.addEventListener('message', (event: ExtendableMessageEvent) => {
	if (event.data?.type === 'keep') event.waitUntil(keepFor(String(event.data.slug), event.source));
	if (event.data?.type === 'update') event.waitUntil(self.skipWaiting());
	if (event.data?.type === 'forget') event.waitUntil(Promise.all([forgetReader(), forgetShared()]));
});

self.addEventListener('sync', (event: Event) => {
	const { tag, waitUntil } = event as ExtendableEvent & { tag: string };
	if (tag === SYNC_TAG) waitUntil.call(event, sendFromWorker().then(keepAgain));
});

self.addEventListener('install', (event) => event.waitUntil(saveFormer(files.map(({ url }) => url))));
self.addEventListener('activate', (event) =>
	event.waitUntil(Promise.all([self.clients.claim(), beginAnew(Date.now())]))
);

/** Pictures give way where the device has no room left. */
function atMost(maxEntries: number): ExpirationPlugin {
	return new ExpirationPlugin({ maxEntries, purgeOnQuotaError: true });
}

/** Keeps a garden's pages, and tells the page that asked whether the device had room for what was seen last. */
async function keepFor(slug: string, page: ExtendableMessageEvent['source']): Promise<void> {
	try {
		await keepAhead(slug, Date.now());
	} finally {
		page?.postMessage({ type: 'room', full: isFull() });
	}
}

/** The page from the network; without one, or after a long wait, as last seen. */
async function openPage(request: Request, url: URL, event: ExtendableEvent): Promise<Response> {
	const since = farewellsSoFar();
	const network = fetch(request);
	network.catch(() => {});
	const kept = async () =>
		(await keptPage(url)) ?? (await matchPrecache('/offline.html')) ?? Response.error();
	try {
		const response = await Promise.race([network, later(SLOW_MS, url)]);
		if (!response) return await kept();
		// Kept while it is already shown.
		if (response.type === 'basic') event.waitUntil(keepPage(url, response.clone(), since));
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
	if (url.pathname === '/sign-out') await Promise.all([forgetReader(), forgetShared()]);
	try {
		return await fetch(request);
	} catch {
		return (await matchPrecache('/offline.html')) ?? Response.error();
	}
}
