/** A photo of a history: so many half parts long. One that is not readable is refused by the server. */
export interface Shape {
	halves: number;
	readable: boolean;
}

export interface Photo extends Shape {
	/** Its own, and that of its command. */
	id: string;
}

/** The garden that photos are of. */
export const GARDEN = '01990000-0000-7000-8000-000000000001';

/** As long is a part in the histories: small, so that photos of several are quickly sent. */
export const PART_BYTES = 2048;

/** A photo's bytes, different for each id: whoever knows the photo knows what has to arrive. */
export function bytesOf({ id, halves, readable }: Photo): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array((halves * PART_BYTES) / 2);
	let seed = 1;
	for (let at = 0; at < id.length; at += 1) seed = Math.imul(seed ^ id.charCodeAt(at), 16777619);
	for (let at = 0; at < bytes.length; at += 1) {
		seed = Math.imul(seed, 1664525) + 1013904223;
		bytes[at] = seed >>> 24;
	}
	bytes[0] = readable ? 1 : 0;
	return bytes;
}

/** What the server looks at to tell whether it is a photo at all. */
export function isReadable(bytes: Uint8Array): boolean {
	return bytes[0] !== 0;
}
