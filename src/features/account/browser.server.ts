import { redirect, type RequestEvent } from '@sveltejs/kit';
import { readDeviceCookie, setDeviceCookie, setSessionCookie } from '#lib/auth/cookies.server.ts';
import { isLoopback } from '#lib/auth/network.ts';
import { safePath } from './rules.ts';

type PageEvent = Pick<RequestEvent, 'cookies' | 'url' | 'request' | 'locals'>;

const SECRET = /^[A-Za-z0-9_-]{16,128}$/;

/** What the browser of a request brings along to a sign-in: BrowserFields of a command's input. */
export function browserOf({ cookies, url, request, locals }: PageEvent) {
	const known = (secret: string | null | undefined) => (secret && SECRET.test(secret) ? secret : undefined);
	return {
		device: known(readDeviceCookie(cookies, url)),
		oldSession: known(locals.sessionId),
		userAgent: request.headers.get('user-agent') ?? ''
	};
}

/** Gives the browser what a sign-in answered, and sends it on. */
export function letIn(
	{ cookies, url }: Pick<PageEvent, 'cookies' | 'url'>,
	{ sessionId, device }: { sessionId: string | null; device?: string | null },
	to: string
): never {
	if (sessionId) setSessionCookie(cookies, url, sessionId);
	if (device) setDeviceCookie(cookies, url, device);
	redirect(303, to);
}

/** Sends somebody who is signed in already on to where they wanted to go. */
export function passOn({ locals, url }: Pick<PageEvent, 'locals' | 'url'>): void {
	if (locals.viewer) redirect(303, safePath(url.searchParams.get('to')));
}

/**
 * True where the request comes from this very machine and nothing speaks against it: no proxy has passed it on,
 * it names this machine as its host (so that no other site's name points here), and the installation has no
 * public address.
 */
export function isLocalVisit(
	event: Pick<RequestEvent, 'getClientAddress' | 'request' | 'url' | 'locals'>
): boolean {
	const { request, url, locals } = event;
	const { origin } = locals.house.settings;
	const forwarded = [...request.headers.keys()].some(
		(name) => name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded')
	);
	const hosts = [
		url.host,
		request.headers.get('host') ?? url.host,
		...(origin ? [new URL(origin).host] : [])
	];
	return !forwarded && isLoopback(event.getClientAddress()) && hosts.every(isLoopbackHost);
}

function isLoopbackHost(host: string): boolean {
	const name = URL.parse(`http://${host}`)?.hostname ?? '';
	return name === 'localhost' || isLoopback(name.replace(/^\[|\]$/g, ''));
}

const GARDEN_COOKIE = 'garden';
const YEAR_S = 365 * 24 * 60 * 60;

/** Remembers the garden that somebody looked at last, for the start page. */
export function rememberGarden({ cookies, url }: Pick<PageEvent, 'cookies' | 'url'>, slug: string): void {
	if (cookies.get(GARDEN_COOKIE) === slug) return;
	const secure = url.protocol === 'https:';
	cookies.set(GARDEN_COOKIE, slug, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: YEAR_S });
}

/** The slug of the garden that somebody looked at last. */
export function lastGarden({ cookies }: Pick<PageEvent, 'cookies'>): string | undefined {
	return cookies.get(GARDEN_COOKIE);
}
