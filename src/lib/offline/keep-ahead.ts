import { linksAhead, MOST_FURTHER, nextAhead, pagesAhead, showsAny } from './keep.ts';
import { forgetFormer } from './former.ts';
import {
	farewellsSoFar,
	forgetPage,
	keepPage,
	keptBefore,
	keptPaths,
	keptSince,
	READER,
	readNote,
	writeNote
} from './kept-pages.ts';

/** So often a garden is asked at most whether anything has changed. */
const ASK_MS = 60_000;
/**
 * Pages of days to come are not left as they are for longer than this, though nothing has changed. What they call
 * today they find out for themselves (later.svelte.ts), but a further day comes into sight with each one that passes.
 */
const OLD_MS: readonly [page: RegExp, ms: number][] = [
	[/\/today$/, 6 * 60 * 60_000],
	[/\/(rota|harvest)$/, 3 * 86_400_000]
];

/** Since when this version of the app is at work here, in ms of this device's clock; '' once all is of it. */
const RENEWED = '/renewed';

const asked = new Map<string, number>();

/**
 * Keeps a garden's main pages, and the turns and lots that they lead to, so that they open without a connection.
 * A few bytes ask what has changed since the last time, and only the pages that show it are fetched.
 */
export async function keepAhead(slug: string, now: number): Promise<void> {
	const since = farewellsSoFar();
	const key = `${since} ${slug}`;
	if (Math.abs(now - (asked.get(key) ?? -Infinity)) < ASK_MS) return;
	asked.set(key, now);
	const note = `/changes/${slug}`;
	const changes = await changesSince(slug, await readNote(note));
	// What could not be asked is asked again at the next page.
	if (!changes) asked.delete(key);
	const renewed = Number(await readNote(RENEWED));
	const links = new Set<string>();
	for (const path of pagesAhead(slug)) {
		if (since !== farewellsSoFar()) return;
		if (!(await isDue(path, changes?.parts, now, renewed))) continue;
		const html = (await fetchAndKeep(path)) ?? '';
		for (const link of linksAhead(html)) links.add(link);
		await keepFurther(path, html);
	}
	for (const link of links) {
		if (since !== farewellsSoFar()) return;
		if (await isDue(link, changes?.parts, now, renewed)) await fetchAndKeep(link);
	}
	if (!changes || since !== farewellsSoFar()) return;
	await writeNote(note, changes.cursor);
	if (renewed) await renewRest(renewed);
}

/** A newer version of the app has begun: what was kept until now needs the scripts of the one before. */
export async function beginAnew(now: number): Promise<void> {
	await writeNote(RENEWED, String(now));
}

/** Fetches what else was kept by a former version; only then are its scripts of no more use. */
async function renewRest(renewed: number): Promise<void> {
	const since = farewellsSoFar();
	for (const address of await keptBefore(renewed)) {
		if (since !== farewellsSoFar() || (await fetchAndKeep(address)) === undefined) return;
	}
	// What the server does not give any more would only mislead.
	for (const address of await keptBefore(renewed)) await forgetPage(address);
	if (since !== farewellsSoFar()) return;
	await writeNote(RENEWED, '');
	await forgetFormer();
}

/** The further pages of a list: people's numbers are there for those whose names come late in the alphabet too. */
async function keepFurther(path: string, first: string): Promise<void> {
	let next = nextAhead(path, first);
	for (let further = 0; next && further < MOST_FURTHER; further++)
		next = nextAhead(path, (await fetchAndKeep(next)) ?? '');
}

/** Fetches what is kept once more: something was sent from here, so it is out of date. */
export async function keepAgain(): Promise<void> {
	for (const path of await keptPaths()) if (/\/(today|rota|harvest)$/.test(path)) await fetchAndKeep(path);
}

async function isDue(
	path: string,
	parts: readonly string[] | undefined,
	now: number,
	renewed: number
): Promise<boolean> {
	const seen = await keptSince(path);
	if (seen === undefined || seen < renewed) return true;
	const age = Math.abs(now - seen);
	if (OLD_MS.some(([page, most]) => page.test(path) && age > most)) return true;
	// Without word of the changes, the clock alone decides.
	return parts ? showsAny(path, parts) : age > ASK_MS * 5;
}

async function changesSince(
	slug: string,
	cursor: string | undefined
): Promise<{ cursor: string; parts: string[] } | undefined> {
	const query = cursor ? `?since=${encodeURIComponent(cursor)}` : '';
	try {
		const response = await fetch(`/api/v1/gardens/${slug}/changes${query}`);
		return response.ok ? ((await response.json()) as { cursor: string; parts: string[] }) : undefined;
	} catch {
		return undefined;
	}
}

/** The page's HTML; '' where the server does not give it, undefined where the server itself did not answer. */
async function fetchAndKeep(path: string): Promise<string | undefined> {
	const url = new URL(path, self.location.origin);
	if (url.origin !== self.location.origin) return '';
	const since = farewellsSoFar();
	const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => undefined);
	if (!response || response.status >= 500 || !response.headers.has(READER)) return undefined;
	if (!response.ok) return '';
	await keepPage(url, response, since);
	return response.text();
}
