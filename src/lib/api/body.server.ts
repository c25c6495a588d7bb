import { readJson as parseJson } from '#lib/files/read-json.ts';
import { Refused } from '#lib/command/refusal.ts';

/** Deeper than anything that a command takes: GeoJSON nests six lists. */
const MOST_NESTED = 64;

/**
 * Reads a request's body up to `limit` bytes; refuses a longer one as soon as that is known, whatever its
 * Content-Length says.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
	const announced = Number(request.headers.get('content-length') ?? 0);
	if (announced > limit) throw tooBig(limit);
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > limit) throw tooBig(limit);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/**
 * Reads a JSON body; refuses other content types, text that is not UTF-8, broken JSON (with its line and
 * column), nesting without end, and bodies over the limit.
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/json') throw new Refused({ code: 'invalid', key: 'error_json_type' });
	const text = decode(await readBody(request, limit));
	const { value, problem } = parseJson(text, MOST_NESTED);
	if (!problem) return value;
	const { line, column } = problem.params ?? {};
	if (line === undefined || column === undefined)
		throw new Refused({ code: 'invalid', key: 'error_json_deep', params: { limit: MOST_NESTED } });
	throw new Refused({ code: 'invalid', key: 'error_json', params: { line, column } });
}

function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new Refused({ code: 'invalid', key: 'error_json_utf8' });
	}
}

function tooBig(limit: number): Refused {
	return new Refused({
		code: 'invalid',
		key: 'error_body_too_big',
		params: { limit: Math.round(limit / 1024) }
	});
}
