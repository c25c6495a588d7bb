import { isLocale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import { manifestIn } from '#lib/install/manifest.ts';
import type { RequestHandler } from './$types';

/**
 * The web app manifest. Pages ask for it in their own language (`?lang=`), so that a browser keeps it for a week and
 * still has the new one at once where somebody changes the language; without, it comes in the reader's.
 */
export const GET: RequestHandler = ({ locals, url }) => {
	const asked = url.searchParams.get('lang');
	const locale = isLocale(asked) ? asked : locals.locale;
	const manifest = manifestIn(locale, (key) => sentence(key, undefined, locale));
	const headers = new Headers({ 'content-type': 'application/manifest+json' });
	headers.set('cache-control', locale === asked ? 'public, max-age=604800' : 'private, no-cache');
	if (locale !== asked) headers.set('vary', 'Accept-Language, Cookie');
	return new Response(JSON.stringify(manifest), { headers });
};
