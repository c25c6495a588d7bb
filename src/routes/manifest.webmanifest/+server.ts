import { sentence } from '#lib/i18n/sentence.server.ts';
import { manifestIn } from '#lib/install/manifest.ts';
import type { RequestHandler } from './$types';

/** The web app manifest in the reader's language. */
export const GET: RequestHandler = ({ locals }) => {
	const { locale } = locals;
	const manifest = manifestIn(locale, (key) => sentence(key, undefined, locale));
	return new Response(JSON.stringify(manifest), {
		headers: {
			'content-type': 'application/manifest+json',
			'cache-control': 'private, max-age=3600',
			vary: 'Accept-Language, Cookie'
		}
	});
};
