/** The cache of photos; private, because a garden's photos are. */
export const PHOTOS = 'photos';
/** The cache of drawn produce and icons. */
export const DRAWINGS = 'drawings';

/** Keeps drawings that are not here yet. What cannot be had or kept now comes with the page that shows it. */
export async function keepDrawings(paths: readonly string[]): Promise<void> {
	const cache = await caches.open(DRAWINGS);
	for (const path of paths) {
		if (await cache.match(path)) continue;
		const response = await fetch(path).catch(() => undefined);
		if (response?.ok) await cache.put(path, response).catch(() => {});
	}
}

const LEAF =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -8 48 40"><path d="M11 20A7 7 0 0 1 9.8 6.1C15.5 5 17 4.5 19 2c1 2 2 4.2 2 8 0 5.5-4.8 10-10 10ZM2 21c0-3 1.9-5.4 5.1-6 2.4-.5 4.9-2 5.9-3" fill="none" stroke="#7d9080" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** Stands in for a picture that was never seen here and cannot be had now: browsers show broken ones as faults. */
export function standIn(): Response {
	return new Response(LEAF, { headers: { 'content-type': 'image/svg+xml' } });
}
