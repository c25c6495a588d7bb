const FORMER = 'former-scripts';
const SCRIPTS = '/_app/immutable/';

/**
 * In the worker, while it is installed: saves the scripts of the version before. Pages that were kept need them, and
 * the precache throws them out as soon as this worker begins, which may be on a day without a connection.
 * `present`: the addresses of its own files. Where the device has no room, those pages open without their scripts.
 */
export async function saveFormer(present: readonly string[]): Promise<void> {
	const own = new Set(present.map((url) => new URL(url, self.location.origin).pathname));
	try {
		for (const name of (await caches.keys()).filter((one) => one.includes('-precache-'))) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const { pathname } = new URL(request.url);
				const file = pathname.startsWith(SCRIPTS) && !own.has(pathname) && (await cache.match(request));
				if (file) await (await caches.open(FORMER)).put(request, file);
			}
		}
	} catch {
		await caches.delete(FORMER);
	}
}

/** A script or style sheet of whichever version it is: their names change with what is in them. */
export async function anyVersion(request: Request): Promise<Response> {
	return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Is it the address of one of those? */
export function isScript({ pathname, origin }: URL): boolean {
	return origin === self.location.origin && pathname.startsWith(SCRIPTS);
}

/** Once no kept page needs them any more. */
export async function forgetFormer(): Promise<void> {
	await caches.delete(FORMER);
}
