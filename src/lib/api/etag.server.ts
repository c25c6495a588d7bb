import { createHash } from 'node:crypto';

/** An answer that only the asker may keep; 304 without a body where their copy (If-None-Match) is the same. */
export function unlessKnown(request: Request, answer: object): Response {
	const body = JSON.stringify(answer);
	const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
	const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie, Accept-Language' };
	if (request.headers.get('if-none-match')?.includes(etag))
		return new Response(null, { status: 304, headers });
	return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } });
}
