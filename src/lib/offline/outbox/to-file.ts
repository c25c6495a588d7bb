import type { Unsent } from './types.ts';

/** What waits, as one JSON file that a person can keep: photos are in it as data: URLs (RFC 2397). */
export async function toFile(entries: readonly Unsent[], now: Date): Promise<Blob> {
	const unsent = await Promise.all(
		entries.map(async ({ file, ...entry }) => ({ ...entry, file: file && (await dataUrl(file)) }))
	);
	const text = JSON.stringify({ plotluckOutbox: 1, savedAt: now.toISOString(), unsent }, null, '\t');
	return new Blob([text], { type: 'application/json' });
}

async function dataUrl(file: Blob): Promise<string> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	let text = '';
	for (let at = 0; at < bytes.length; at += 0x8000)
		text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return `data:${file.type || 'application/octet-stream'};base64,${btoa(text)}`;
}
