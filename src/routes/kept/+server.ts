import { MARK_COOKIE, MARK_SECONDS, readMark, writeMark } from '#lib/offline/lost.ts';
import type { RequestHandler } from './$types';

const LONGEST = 40;

/**
 * Gives a browser back, as a cookie of the server's, the mark of what it keeps (lib/offline/lost.ts). Nothing is
 * stored here. The cookie is open to scripts: the page compares it with what it finds.
 */
export const POST: RequestHandler = async ({ request, cookies, url, locals }) => {
	const length = Number(request.headers.get('content-length') ?? 0);
	const mark = length <= LONGEST ? readMark(await request.text()) : null;
	if (!locals.viewer || !mark) return new Response(null, { status: 400 });
	cookies.set(MARK_COOKIE, writeMark(mark), {
		path: '/',
		httpOnly: false,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: MARK_SECONDS
	});
	return new Response(null, { status: 204 });
};
