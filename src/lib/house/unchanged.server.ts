import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The header by which a page for visitors says how long it stays as it is: a garden's id (or `*` for all
 * gardens) and the instant at which time alone changes it.
 */
export const UNCHANGED_UNTIL = 'plotluck-unchanged-until';

const ALL = '*';
const MOST = 5000;
// Another instance's commit may go unheard while the listening connection is down: no copy is believed for longer.
const LONGEST_MS = 60_000;
const SESSION = /(?:^|;\s*)(?:__Host-)?plotluck=/;
const LOCALE = /(?:^|;\s*)locale=(\w+)/;

interface Seen {
	garden: string;
	until: number;
	headers: Record<string, string | string[]>;
}

/**
 * Remembers which ETags of visitors' pages still hold, so that "is it still the same?" is answered (304,
 * RFC 9110 §15.4.5) without making the page again. A commit in the garden forgets its pages at once.
 */
export class UnchangedPages {
	readonly #seen = new Map<string, Seen>();
	readonly #changedAt = new Map<string, number>();
	#step = 0;

	/** A garden has changed; undefined: anything may have. */
	changed(gardenId: string | null | undefined): void {
		if (gardenId === null) return;
		this.#step += 1;
		if (gardenId === undefined) this.#seen.clear();
		else this.#changedAt.set(gardenId, this.#step);
		this.#changedAt.set(ALL, this.#step);
		for (const [key, { garden }] of this.#seen)
			if (garden === gardenId || garden === ALL) this.#seen.delete(key);
	}

	/** Answers 304 where the visitor's copy still holds; answers whether it did. */
	answer(request: IncomingMessage, response: ServerResponse, now: number): boolean {
		const etag = request.headers['if-none-match'];
		if (!etag || request.method !== 'GET' || !isVisitor(request)) return false;
		const key = keyOf(request, etag);
		const seen = this.#seen.get(key);
		if (!seen) return false;
		if (now >= seen.until) {
			this.#seen.delete(key);
			return false;
		}
		response.writeHead(304, seen.headers).end();
		return true;
	}

	/** Watches a response on its way out and remembers its ETag where it says how long it holds. */
	watch(request: IncomingMessage, response: ServerResponse): void {
		if (request.method !== 'GET' || !isVisitor(request)) return;
		const begun = this.#step;
		response.once('finish', () => {
			const etag = response.getHeader('etag');
			const [garden, until] = String(response.getHeader(UNCHANGED_UNTIL) ?? '').split(' ');
			if (response.statusCode !== 200 || typeof etag !== 'string' || !garden || !until) return;
			// The page may have been read just before a change that was committed while it was written.
			if ((this.#changedAt.get(garden) ?? 0) > begun) return;
			if (this.#seen.size >= MOST) this.#seen.delete(this.#seen.keys().next().value!);
			const end = Math.min(Date.parse(until), Date.now() + LONGEST_MS);
			this.#seen.set(keyOf(request, etag), { garden, until: end, headers: kept(response, etag) });
		});
	}
}

function isVisitor({ headers }: IncomingMessage): boolean {
	return !headers.authorization && !SESSION.test(headers.cookie ?? '');
}

function keyOf({ url, headers }: IncomingMessage, etag: string): string {
	const chosen = LOCALE.exec(headers.cookie ?? '')?.[1] ?? '';
	return `${etag} ${chosen} ${headers['accept-language'] ?? ''} ${url}`;
}

function kept(response: ServerResponse, etag: string): Seen['headers'] {
	const headers: Seen['headers'] = { etag };
	for (const name of ['cache-control', 'vary', 'content-location', 'plotluck-reader']) {
		const value = response.getHeader(name);
		if (value !== undefined) headers[name] = value as string;
	}
	return headers;
}
