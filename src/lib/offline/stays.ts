/** What SvelteKit puts behind a page's path when it asks for its data, and the parameters it adds. */
const SUFFIX = '/__data.json';
const INVALIDATED = 'x-sveltekit-invalidated';
const TRAILING = 'x-sveltekit-trailing-slash';

/** Said in the window when the page could not be loaded anew and stands as it was. */
export const STAYED = 'plotluck:stayed';

/**
 * Which parts of the page at `here` are asked for anew, one letter each; undefined where another page is asked for,
 * or something else.
 */
export function renewed(asked: RequestInfo | URL, here: string): string | undefined {
	if (typeof asked !== 'string') return undefined;
	const url = new URL(asked, here);
	if (!url.pathname.endsWith(SUFFIX)) return undefined;
	const parts = url.searchParams.get(INVALIDATED) ?? undefined;
	url.searchParams.delete(INVALIDATED);
	url.searchParams.delete(TRAILING);
	const page = new URL(here);
	const same = url.pathname.slice(0, -SUFFIX.length) === page.pathname.replace(/\/$/, '');
	return same && url.searchParams.toString() === page.searchParams.toString() ? parts : undefined;
}

/** The answer that leaves each part of the page as it is. */
function asBefore(parts: string): Response {
	return Response.json({ type: 'data', nodes: Array.from(parts, () => ({ type: 'skip' })) });
}

/**
 * `fetch`, but where the page that stands is to be loaded anew and the server does not answer, or has no time, the
 * page stays, and `stayed` is told. SvelteKit would open a new one in its place: what somebody has begun to write
 * would go with it.
 */
export function staying(fetch: typeof window.fetch, stayed: () => void): typeof window.fetch {
	return async (input, init) => {
		const parts = renewed(input, location.href);
		if (parts === undefined) return await fetch(input, init);
		try {
			const answer = await fetch(input, init);
			if (answer.status < 500 && answer.status !== 429) {
				// Read to its end, because an answer can break off too.
				return new Response(await answer.arrayBuffer(), answer);
			}
		} catch {
			// There was no answer.
		}
		stayed();
		return asBefore(parts);
	};
}
