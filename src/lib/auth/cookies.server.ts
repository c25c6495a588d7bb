import type { Cookies } from '@sveltejs/kit';

const DAY_S = 24 * 60 * 60;

/** `__Host-` where the page came over https: then no subdomain and no plain connection can set it. */
function cookieName(name: string, url: URL): string {
	return url.protocol === 'https:' ? `__Host-${name}` : name;
}

function options(url: URL, maxAge: number) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:', maxAge } as const;
}

/** The id of the session that the browser holds, if any. */
export function readSessionCookie(cookies: Cookies, url: URL): string | undefined {
	return cookies.get(cookieName('plotluck', url));
}

/** Gives the browser its session (30 days, moved on with use). */
export function setSessionCookie(cookies: Cookies, url: URL, sessionId: string): void {
	cookies.set(cookieName('plotluck', url), sessionId, options(url, 30 * DAY_S));
}

/** Takes the session from the browser. */
export function clearSessionCookie(cookies: Cookies, url: URL): void {
	cookies.delete(cookieName('plotluck', url), { path: '/', secure: url.protocol === 'https:' });
}

/** The secret of a browser that has signed in before, if it is one. */
export function readDeviceCookie(cookies: Cookies, url: URL): string | undefined {
	return cookies.get(cookieName('plotluck-device', url));
}

/** Marks the browser as one that has signed in (400 days, the longest that browsers keep). */
export function setDeviceCookie(cookies: Cookies, url: URL, secret: string): void {
	cookies.set(cookieName('plotluck-device', url), secret, options(url, 400 * DAY_S));
}
