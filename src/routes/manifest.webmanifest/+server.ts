import { sentence } from '#lib/i18n/sentence.server.ts';
import type { RequestHandler } from './$types';

/** The web app manifest (W3C Application Manifest), in the reader's language. */
export const GET: RequestHandler = ({ locals }) => {
	const { locale } = locals;
	const manifest = {
		id: '/',
		name: sentence('app_name', undefined, locale),
		short_name: sentence('app_name', undefined, locale),
		description: sentence('app_description', undefined, locale),
		lang: locale,
		start_url: '/?from=app',
		scope: '/',
		display: 'standalone',
		background_color: '#fbf8f1',
		theme_color: '#2f6b3a',
		icons: [
			{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
			{ src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
			{ src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
			{ src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' }
		]
	};
	return new Response(JSON.stringify(manifest), {
		headers: {
			'content-type': 'application/manifest+json',
			'cache-control': 'public, max-age=3600',
			vary: 'Accept-Language, Cookie'
		}
	});
};
