import { createHash } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { setupLink } from '#features/account/installation.server.ts';
import { rooms } from '#features/rooms.server.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '#lib/auth/cookies.server.ts';
import { readBearer } from '#lib/auth/api-tokens.server.ts';
import { countWrite } from '#lib/auth/limits.server.ts';
import { readSession, sessions, type Viewer } from '#lib/auth/sessions.server.ts';
import { changes, opened, openHouse, type House } from '#lib/house/house.server.ts';
import { KeptPages } from '#lib/house/kept-pages.server.ts';
import { inLocale } from '#lib/i18n/locale.server.ts';
import { isLocale, preferredLocale } from '#lib/i18n/locale.ts';
import { chosenLocale } from '#lib/i18n/locale-cookie.server.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import { readSettings } from '#lib/settings.server.ts';

type Event = Parameters<Handle>[0]['event'];

let house: House;
let lucia: ReturnType<typeof sessions>;

export const init: ServerInit = async () => {
	house = await openHouse(readSettings(process.env), rooms);
	lucia = sessions(house.db);
	await house.work();
	await tellSetupLink();
	process.once('sveltekit:shutdown', () => void house.close());
	opened.publish(house);
};

/** Whoever starts the server may set it up, from any machine: the link is printed, never logged. */
async function tellSetupLink(): Promise<void> {
	const link = await setupLink(house);
	if (link) process.stdout.write(`No garden yet. Set it up here: ${link}\n`);
}

const person: Handle = async ({ event, resolve }) => {
	const { locals } = event;
	locals.house = house;
	locals.now = new Date();
	locals.viewer = await viewerOf(event);
	locals.locale = localeOf(event);
	locals.actor = {
		personId: locals.viewer?.personId ?? null,
		via: 'page',
		address: event.getClientAddress(),
		locale: locals.locale
	};
	return resolve(event);
};

async function viewerOf({ cookies, url, locals, request }: Event): Promise<Viewer | null> {
	const bearer = url.pathname.startsWith('/api/') ? request.headers.get('authorization') : null;
	locals.sessionId = bearer ? null : (readSessionCookie(cookies, url) ?? null);
	if (bearer) return readBearer(house.db, bearer, locals.now);
	if (!locals.sessionId) return null;
	const session = await readSession(lucia, locals.sessionId);
	if (!session) clearSessionCookie(cookies, url);
	else if (session.fresh) {
		setSessionCookie(cookies, url, locals.sessionId);
		locals.renewed = true;
	}
	return session?.viewer ?? null;
}

function localeOf({ locals, cookies, request }: Event) {
	const { viewer } = locals;
	// The people of the demo are lent to many visitors at once: each keeps the language of their own browser.
	if (viewer && !viewer.demo && isLocale(viewer.locale)) return viewer.locale;
	return chosenLocale(cookies) ?? preferredLocale(request.headers.get('accept-language'));
}

/** Writes are counted, so that one sender can't crowd out the others. */
const limits: Handle = async ({ event, resolve }) => {
	if (event.request.method === 'GET' || event.request.method === 'HEAD') return resolve(event);
	const { viewer, actor, locale } = event.locals;
	const wait = await countWrite(viewer?.personId ?? null, actor.address ?? '');
	if (!wait) return resolve(event);
	const headers = { 'retry-after': String(wait) };
	const text = sentence('error_too_many', { seconds: wait }, locale);
	if (!event.url.pathname.startsWith('/api/')) return new Response(text, { status: 429, headers });
	const refusal = { code: 'too_many', key: 'error_too_many', sentence: text };
	return Response.json({ refusal }, { status: 429, headers });
};

const keptPages = new KeptPages();
changes.subscribe((message) =>
	keptPages.changed((message as { gardenId: string | null | undefined }).gardenId)
);

/** Answers with the page as it was made for this reader a moment ago, where its load said that it may be kept. */
const kept: Handle = async ({ event, resolve }) => {
	const { viewer, locale, now, renewed } = event.locals;
	// A cookie travels only with an answer that is made now.
	if (event.request.method !== 'GET' || event.isDataRequest || !viewer || renewed) return resolve(event);
	const key = JSON.stringify([viewer, locale, event.url.href]);
	const known = keptPages.answer(key, now);
	if (known) return known;
	const { step } = keptPages;
	const response = await resolve(event);
	const { keepFor } = event.locals;
	if (keepFor) await keptPages.keep(key, keepFor, step, response, now);
	return response;
};

const page: Handle = async ({ event, resolve }) => {
	const { locale, viewer } = event.locals;
	const scripts: string[] = [];
	const response = await inLocale(locale, () =>
		resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replaceAll('%lang%', locale)
					.replace('%theme%', viewer?.theme ?? 'system')
					.replace('</head>', `${scripts.map(preloaded).join('')}</head>`),
			// Named in the page itself, where the names are packed with the rest, instead of in a header.
			preload({ type, path }) {
				if (type === 'js') scripts.push(path);
				return false;
			}
		})
	);
	for (const [name, value] of SECURE_HEADERS) response.headers.set(name, value);
	allowTiles(response);
	// Tells the service worker whose page this is, so that it never shows it to anybody else.
	response.headers.set('plotluck-reader', viewer ? readerMark(viewer.personId) : 'visitor');
	if (event.url.protocol === 'https:')
		response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	return response;
};

function preloaded(path: string): string {
	return `<link rel="modulepreload" href="${path}">`;
}

/** The host of the background map is a setting, so the page's policy learns of it here. */
function allowTiles({ headers }: Response): void {
	const policy = headers.get('content-security-policy');
	const { tiles } = house.settings;
	if (!policy || !tiles) return;
	// A template such as https://{s}.tile.example.org/… stands for every subdomain.
	const host = tiles.url.replace('{s}', '*').match(/^https?:\/\/[^/]+/)?.[0];
	if (host)
		headers.set('content-security-policy', policy.replace("img-src 'self'", `img-src 'self' ${host}`));
}

function readerMark(personId: string): string {
	return createHash('sha256').update(personId).digest('hex').slice(0, 16);
}

const SECURE_HEADERS = [
	['x-content-type-options', 'nosniff'],
	['referrer-policy', 'same-origin'],
	['x-frame-options', 'DENY'],
	['cross-origin-opener-policy', 'same-origin'],
	['permissions-policy', 'geolocation=(self), camera=(self), microphone=(), payment=()']
] as const;

export const handle = sequence(person, limits, kept, page);

export const handleError: HandleServerError = ({ error, event, status }) => {
	// The route's id and not the address: addresses can hold links' secrets.
	if (status !== 404) house.log.error({ err: error, route: event.route.id, status }, 'request failed');
	const { locale } = event.locals;
	return {
		message: sentence(status === 404 ? 'error_not_found' : 'error_server', undefined, locale ?? 'en')
	};
};
