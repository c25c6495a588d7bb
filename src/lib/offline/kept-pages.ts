import { asKept, leadsTo, mayKeep } from './keep.ts';
import { DRAWINGS, PHOTOS } from './kept-pictures.ts';

const PREFIX = 'kept-';
/** The header in which the server names whose page it is. */
export const READER = 'plotluck-reader';
/** When a page was kept, by this device's clock in ms: compared with that clock alone, which may go wrong. */
const KEPT_AT = 'plotluck-kept-at';
const STATE = 'reader-state';
const STATE_URL = '/reader-state';
/** Of some 50 KB each: with 80 photos, all that is kept stays well under 50 MB. */
const MOST_PAGES = 150;
/** Pages that take what is behind their ? in the browser: whichever copy is newer serves. */
const TURNED_HERE = /^\/g\/[^/]+\/(map|defects)$/;

/** Whose pages this browser keeps now; null before anybody's. */
export async function currentReader(): Promise<string | null> {
	const state = await (await caches.open(STATE)).match(STATE_URL);
	return state ? state.text() : null;
}

let farewells = 0;

/** How often somebody has signed out here: what was asked for before the last time is not kept any more. */
export function farewellsSoFar(): number {
	return farewells;
}

/** Forgets the reader who signs out, and all that is still on its way for them. */
export async function forgetReader(): Promise<void> {
	farewells += 1;
	await forgetAll();
}

/**
 * Keeps a fresh page for its reader. Pages of any former reader of this browser are thrown away. `since`: how many
 * had signed out here when the page was asked for.
 */
export async function keepPage(url: URL, response: Response, since: number): Promise<void> {
	const reader = response.headers.get(READER);
	if (!reader || since !== farewells) return;
	if ((await currentReader()) !== reader) {
		await forgetAll();
		await (await caches.open(STATE)).put(STATE_URL, new Response(reader));
	}
	if (!response.ok || response.redirected || !mayKeep(url.pathname)) return;
	const cache = await caches.open(PREFIX + reader);
	const address = url.pathname + url.search;
	// Read to its end before the old copy goes: a connection that breaks midway leaves that.
	const body = await response.clone().arrayBuffer();
	if (since !== farewells) return;
	const headers = new Headers(response.headers);
	headers.set(KEPT_AT, String(Date.now()));
	await putLast(cache, address, () => new Response(body, { headers }));
	const addresses = await cache.keys();
	await Promise.all(addresses.slice(0, -MOST_PAGES).map((old) => cache.delete(old)));
}

let full = false;

/** Was there no room for the page that was to be kept last? */
export function isFull(): boolean {
	return full;
}

/**
 * Puts a page behind all others, so that the oldest stand first. Where the device is full, pictures give way. Where
 * that is not enough the copy from before stays, and it throws (QuotaExceededError).
 */
async function putLast(cache: Cache, address: string, page: () => Response): Promise<void> {
	try {
		await cache.put(address, page());
	} catch {
		full = true;
		await Promise.all([caches.delete(PHOTOS), caches.delete(DRAWINGS)]);
		await cache.put(address, page());
	}
	full = false;
	// In its old place until here: there is room for it, now that it goes.
	await cache.delete(address);
	await cache.put(address, page());
}

/**
 * The page as last seen, marked as such, or for an address that names no garden the way to one; undefined where it
 * was never seen.
 */
export async function keptPage(url: URL): Promise<Response | undefined> {
	const reader = await currentReader();
	if (!reader) return undefined;
	const cache = await caches.open(PREFIX + reader);
	const exact = await cache.match(url.pathname + url.search);
	const plain = TURNED_HERE.test(url.pathname) ? await cache.match(url.pathname) : undefined;
	const kept = newer(exact, plain) ?? (await cache.match(url.pathname, { ignoreSearch: true }));
	if (!kept) {
		const instead = leadsTo(url.pathname, await keptPaths());
		return instead ? Response.redirect(instead + url.search, 302) : undefined;
	}
	const headers = new Headers(kept.headers);
	headers.delete('content-length');
	headers.delete('content-encoding');
	return new Response(asKept(await kept.text(), Date.now() - keptAt(kept)), { headers });
}

function newer(one: Response | undefined, other: Response | undefined): Response | undefined {
	if (!one || !other) return one ?? other;
	return keptAt(other) > keptAt(one) ? other : one;
}

/** The HTML of a page as it was kept; '' where it was not. */
export async function keptHtml(pathname: string): Promise<string> {
	const reader = await currentReader();
	const kept = reader && (await (await caches.open(PREFIX + reader)).match(pathname));
	return kept ? kept.text() : '';
}

/** When a page was kept, by this device's clock in ms; undefined where it was not. */
export async function keptSince(pathname: string): Promise<number | undefined> {
	const reader = await currentReader();
	if (!reader) return undefined;
	const kept = await (await caches.open(PREFIX + reader)).match(pathname);
	return kept && keptAt(kept);
}

function keptAt({ headers }: Response): number {
	return Number(headers.get(KEPT_AT) ?? 0);
}

/** A note to this worker itself, forgotten with the pages of its reader. */
export async function readNote(name: string): Promise<string | undefined> {
	return (await (await caches.open(STATE)).match(name))?.text();
}

/** Writes a note anew. */
export async function writeNote(name: string, text: string): Promise<void> {
	await (await caches.open(STATE)).put(name, new Response(text));
}

/** How many pages are kept for the reader of now. */
export async function countKept(): Promise<number> {
	const reader = await currentReader();
	return reader ? (await (await caches.open(PREFIX + reader)).keys()).length : 0;
}

/** The paths of all pages that are kept for the present reader. */
export async function keptPaths(): Promise<string[]> {
	const reader = await currentReader();
	if (!reader) return [];
	const requests = await (await caches.open(PREFIX + reader)).keys();
	return requests.map(({ url }) => new URL(url).pathname);
}

/** The addresses of pages that were kept before a time of this device's clock, in ms. */
export async function keptBefore(time: number): Promise<string[]> {
	const reader = await currentReader();
	if (!reader) return [];
	const cache = await caches.open(PREFIX + reader);
	const found: string[] = [];
	for (const request of await cache.keys()) {
		const kept = await cache.match(request);
		const { pathname, search } = new URL(request.url);
		if (kept && keptAt(kept) < time) found.push(pathname + search);
	}
	return found;
}

/** Throws one kept page away. */
export async function forgetPage(address: string): Promise<void> {
	const reader = await currentReader();
	if (reader) await (await caches.open(PREFIX + reader)).delete(address);
}

/** Throws away every page and photo kept of anybody: at sign-out and when another person signs in. */
async function forgetAll(): Promise<void> {
	const names = await caches.keys();
	const private_ = names.filter((name) => name.startsWith(PREFIX) || name === STATE || name === PHOTOS);
	await Promise.all(private_.map((name) => caches.delete(name)));
}
