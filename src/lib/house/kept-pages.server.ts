import { randomBytes } from 'node:crypto';

interface KeptPage {
	garden: string;
	until: number;
	/** The page between the places where its nonce stands. */
	parts: string[];
	policy: string;
	headers: [name: string, value: string][];
}

/** For so long a page is believed at most: what time alone changes, and commits that went unheard. */
const LONGEST_MS = 20_000;
const MOST = 200;
const NONCE = /'nonce-([^']+)'/;
const POLICY = 'content-security-policy';
// A copy stands at another place, and its tag was made of another nonce.
const OWN = new Set([POLICY, 'etag', 'content-length', 'date']);

/**
 * Pages of signed-in people as they were made, kept for their own reader until something in their garden
 * changes. Each answer gets a nonce of its own (CSP Level 3 §2.3), so a kept page is no less guarded than a new one.
 */
export class KeptPages {
	readonly #pages = new Map<string, KeptPage>();
	#step = 0;

	/** Counts changes: a page begun at another step than the present one is out of date before it is done. */
	get step(): number {
		return this.#step;
	}

	/** A garden has changed; null or undefined: anything may have. */
	changed(gardenId: string | null | undefined): void {
		this.#step += 1;
		if (!gardenId) return this.#pages.clear();
		for (const [key, { garden }] of this.#pages) if (garden === gardenId) this.#pages.delete(key);
	}

	/** The page kept under `key`, which names its reader and all else that it hangs on. */
	answer(key: string, now: Date): Response | undefined {
		const page = this.#pages.get(key);
		if (!page) return undefined;
		if (now.getTime() >= page.until) {
			this.#pages.delete(key);
			return undefined;
		}
		const nonce = randomBytes(16).toString('base64');
		const response = new Response(page.parts.join(nonce), { headers: page.headers });
		response.headers.set(POLICY, page.policy.replace(NONCE, `'nonce-${nonce}'`));
		return response;
	}

	/** Keeps a page that was begun at `step`. What sets a cookie, or is no whole page, is not kept. */
	async keep(key: string, garden: string, step: number, response: Response, now: Date): Promise<void> {
		const { headers } = response;
		const policy = headers.get(POLICY) ?? '';
		const nonce = NONCE.exec(policy)?.[1];
		if (response.status !== 200 || headers.has('set-cookie') || !nonce) return;
		const html = await response.clone().text();
		if (step !== this.#step) return;
		if (this.#pages.size >= MOST) this.#pages.delete(this.#pages.keys().next().value!);
		this.#pages.set(key, {
			garden,
			until: now.getTime() + LONGEST_MS,
			parts: html.split(nonce),
			policy,
			headers: [...headers].filter(([name]) => !OWN.has(name))
		});
	}
}
