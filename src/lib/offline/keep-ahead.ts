import { drawingsIn, linksAhead, MOST_FURTHER, nextAhead, pagesAhead, showsAny } from './keep.ts';
import { forgetFormer } from './former.ts';
import {
	farewellsSoFar,
	forgetPage,
	keepPage,
	keptBefore,
	keptHtml,
	keptPaths,
	keptSince,
	READER,
	readNote,
	writeNote
} from './kept-pages.ts';
import { keepDrawings } from './kept-pictures.ts';

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

/** So many of the pages that somebody looked at are kept up to date, though no other page leads to them. */
const MOST_LOOKED_AT = 12;

/** What the server does not give to this reader (a rota to a neighbour) is asked for again after that time. */
const REFUSED_MS = 3 * 86_400_000;

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
	const cursor = await readNote(note);
	const changes = await changesSince(slug, cursor);
	// What could not be asked is asked again at the next page.
	if (!changes) asked.delete(key);
	const renewed = Number(await readNote(RENEWED));
	// Before the first note, nothing is known of what has changed since.
	const round = new Round({ since, now, renewed, parts: cursor ? changes?.parts : undefined });
	const links = new Set<string>();
	for (const path of pagesAhead(slug)) {
		const html = await round.fetchDue(path);
		if (html) await round.fetchFurther(path, html);
		for (const link of linksAhead(html || (await keptHtml(path)))) links.add(link);
	}
	for (const path of links) await round.fetchDue(path);
	for (const path of await lookedAt(slug, links)) await round.fetchDue(path);
	// What was not answered is due again: the cursor stays before it.
	if (!changes || !round.whole || since !== farewellsSoFar()) return;
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
		const html = since === farewellsSoFar() ? await fetchAndKeep(address) : undefined;
		if (html === undefined) return;
		// What the server does not give any more would only mislead.
		if (html === '') await forgetPage(address);
	}
	if (since !== farewellsSoFar()) return;
	await writeNote(RENEWED, '');
	await forgetFormer(renewed);
}

/** Fetches what is kept once more: something was sent from here, so it is out of date. */
export async function keepAgain(): Promise<void> {
	for (const path of await keptPaths()) if (/\/(today|rota|harvest)$/.test(path)) await fetchAndKeep(path);
}

/** Pages of a garden that somebody has looked at and that are not fetched ahead, the last ones first. */
async function lookedAt(slug: string, links: ReadonlySet<string>): Promise<string[]> {
	const ahead = new Set([...pagesAhead(slug), ...links]);
	const paths = (await keptPaths()).filter((path) => path.startsWith(`/g/${slug}/`) && !ahead.has(path));
	return paths.reverse().slice(0, MOST_LOOKED_AT);
}

function refusal(path: string): string {
	return `/refused${path}`;
}

interface Known {
	since: number;
	now: number;
	renewed: number;
	/** What has changed, where that is known. */
	parts: readonly string[] | undefined;
}

/** One round through a garden's pages: what is due is fetched, once each. */
class Round {
	/** All that was asked for has been answered. */
	whole = true;
	readonly #known: Known;
	readonly #been = new Set<string>();

	constructor(known: Known) {
		this.#known = known;
	}

	/** The page's HTML where it was due and is to be had. */
	async fetchDue(path: string): Promise<string | undefined> {
		if (this.#been.has(path) || this.#known.since !== farewellsSoFar()) return undefined;
		this.#been.add(path);
		if (!(await this.#isDue(path))) return undefined;
		const html = await this.#fetch(path);
		if (html === '') await this.#refused(path);
		return html;
	}

	/** The further pages of a list: people's numbers are there for those whose names come late in the alphabet too. */
	async fetchFurther(path: string, first: string): Promise<void> {
		let next = nextAhead(path, first);
		for (let further = 0; next && further < MOST_FURTHER; further++)
			next = nextAhead(path, (await this.#fetch(next)) ?? '');
	}

	/** What was seen here before, this reader may not see any more. */
	async #refused(path: string): Promise<void> {
		await forgetPage(path);
		await writeNote(refusal(path), String(this.#known.now));
	}

	async #fetch(path: string): Promise<string | undefined> {
		const html = await fetchAndKeep(path);
		this.whole &&= html !== undefined;
		if (html) await keepDrawings(drawingsIn(html));
		return html;
	}

	async #isDue(path: string): Promise<boolean> {
		const { now, renewed, parts } = this.#known;
		const refused = Number(await readNote(refusal(path)));
		const seen = (await keptSince(path)) ?? refused;
		if (!seen || seen < renewed) return true;
		const age = Math.abs(now - seen);
		if (seen === refused && age > REFUSED_MS) return true;
		if (OLD_MS.some(([page, most]) => page.test(path) && age > most)) return true;
		// Without word of the changes, the clock alone decides.
		return parts ? showsAny(path, parts) : age > ASK_MS * 5;
	}
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
	if (!response.ok || response.redirected) return '';
	await keepPage(url, response, since);
	return response.text();
}
