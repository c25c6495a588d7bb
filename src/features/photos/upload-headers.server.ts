import { Refused } from '#lib/command/refusal.ts';
import { MOST_BYTES } from './rules.ts';
import type { Part } from './uploads.server.ts';

/**
 * What a part says of itself, by the headers of "Resumable Uploads for HTTP" (draft-ietf-httpbis-resumable-upload):
 * Upload-Offset, Upload-Complete (?0 or ?1), Upload-Length where known. Refuses (throws) anything else.
 */
export function partHeaders(headers: Headers): Pick<Part, 'offset' | 'last' | 'length'> {
	const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
	const offset = integer(headers.get('upload-offset'));
	const complete = headers.get('upload-complete');
	const length = integer(headers.get('upload-length') ?? undefined);
	const said = (complete === '?0' || complete === '?1') && typeof offset === 'number' && length !== null;
	if (type !== 'application/partial-upload' || !said)
		throw new Refused({ code: 'invalid', key: 'photos_upload_headers' });
	return { offset, last: complete === '?1', ...(length === undefined ? {} : { length }) };
}

/** A structured field's integer, as these headers may hold; undefined: none is there; null: it is none. */
function integer(text: string | null | undefined): number | null | undefined {
	if (text === undefined) return undefined;
	return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** How far an upload has come, for the answer. */
export function progressHeaders(offset: number | null, complete: boolean): Record<string, string> {
	return {
		...(offset === null ? {} : { 'upload-offset': String(offset) }),
		'upload-complete': complete ? '?1' : '?0',
		'upload-limit': `max-size=${MOST_BYTES}`,
		'cache-control': 'no-store'
	};
}
