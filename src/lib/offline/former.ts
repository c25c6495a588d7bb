const FORMER = 'former-scripts';
const SAVED_AT = '/saved-at';
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
				if (file) await save(request, file);
			}
		}
	} catch {
		await caches.delete(FORMER);
	}
}

async function save(request: Request, file: Response): Promise<void> {
	const former = await caches.open(FORMER);
	await former.put(request, file);
	await former.put(SAVED_AT, new Response(String(Date.now())));
}

/** A script or style sheet of whichever version it is: their names change with what is in them. */
export async function anyVersion(request: Request): Promise<Response> {
	return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Is it the address of one of those? */
export function isScript({ pathname, origin }: URL): boolean {
	return origin === self.location.origin && pathname.startsWith(SCRIPTS);
}

/**
 * Once no kept page needs them any more. `begun`: when this version began, in ms of this device's clock; what was
 * saved after that was saved by the next one, which waits.
 */
export async function forgetFormer(begun: number): Promise<void> {
	const saved = await (await caches.open(FORMER)).match(SAVED_AT);
	if (!saved || Number(await saved.text()) <= begun) await caches.delete(FORMER);
}
