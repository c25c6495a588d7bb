import { Refused } from '#lib/command/refusal.ts';

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

/** Reads a JSON body; refuses other content types, broken JSON (with the parser's place) and bodies over the limit. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim();
	if (type !== 'application/json') throw new Refused({ code: 'invalid', key: 'error_json_type' });
	const text = new TextDecoder('utf-8', { fatal: true });
	const bytes = await readBody(request, limit);
	try {
		return JSON.parse(text.decode(bytes));
	} catch (cause) {
		const place = /position (\d+)/.exec(String(cause))?.[1];
		throw new Refused({ code: 'invalid', key: 'error_json', params: { place: place ?? '?' } });
	}
}

function tooBig(limit: number): Refused {
	return new Refused({
		code: 'invalid',
		key: 'error_body_too_big',
		params: { limit: Math.round(limit / 1024) }
	});
}
