import { currentReader } from './kept-pages.ts';

/** How a share arrived: with its photo kept, without one, with no room for it, or not through the worker at all. */
export const ARRIVALS = ['kept', 'none', 'full', 'lost'] as const;
export type Arrival = (typeof ARRIVALS)[number];

/** Reads how a share arrived from the address of its form; null where nothing was shared. */
export function arrivalIn(text: string | null): Arrival | null {
	return ARRIVALS.find((arrival) => arrival === text) ?? null;
}

const STORE = 'shared';
const VISITOR = 'visitor';
const WEEK_MS = 7 * 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** In the worker: keeps a shared photo for the reader of now until a form takes it, and leads to that form. */
export async function receiveShare(request: Request): Promise<Response> {
	const arrival = await keepShared(request).catch((): Arrival => 'full');
	// The mark after # is for the page that stands in where there is no connection.
	return Response.redirect(`/share?photo=${arrival}${arrival === 'kept' ? '#photo-kept' : ''}`, 303);
}

async function keepShared(request: Request): Promise<Arrival> {
	const form = await request.formData();
	const photo = form.get('photo');
	if (!(photo instanceof File) || !photo.size || !photo.type.startsWith('image/')) return 'none';
	const words = [form.get('title'), form.get('text')].filter((part) => typeof part === 'string' && part);
	const headers = {
		'content-type': photo.type,
		'x-name': encodeURIComponent(photo.name),
		'x-words': encodeURIComponent(words.join('\n').slice(0, 1000)),
		date: new Date().toUTCString()
	};
	await (await caches.open(STORE)).put(keyOf(await currentReader()), new Response(photo, { headers }));
	return 'kept';
}

/**
 * In a page: the photo that waits for this reader, and what was written with it; it is gone from the store then.
 * What was shared while nobody was signed in belongs to whoever signs in within the hour.
 */
export async function takeShared(): Promise<{ photo: File; words: string } | null> {
	if (!('caches' in globalThis) || !(await caches.has(STORE))) return null;
	const store = await caches.open(STORE);
	for (const key of new Set([keyOf(await currentReader()), keyOf(null)])) {
		const kept = await store.match(key);
		if (!kept) continue;
		await store.delete(key);
		const age = Date.now() - Date.parse(kept.headers.get('date') ?? '');
		if (age > (key === keyOf(null) ? HOUR_MS : WEEK_MS)) continue;
		const read = (name: string) => decodeURIComponent(kept.headers.get(name) ?? '');
		const photo = new File([await kept.blob()], read('x-name'), { type: kept.headers.get('content-type')! });
		return { photo, words: read('x-words') };
	}
	return null;
}

/** Throws away what waits for a form: at sign-out. */
export async function forgetShared(): Promise<void> {
	await caches.delete(STORE);
}

function keyOf(reader: string | null): string {
	return `/shared/${reader ?? VISITOR}`;
}
