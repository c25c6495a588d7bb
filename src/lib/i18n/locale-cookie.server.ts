import type { Cookies } from '@sveltejs/kit';
import { isLocale, type Locale } from './locale.ts';

const NAME = 'locale';
const YEAR_S = 365 * 24 * 60 * 60;

/** The language that was chosen in this browser, if one was. */
export function chosenLocale(cookies: Cookies): Locale | undefined {
	const chosen = cookies.get(NAME);
	return isLocale(chosen) ? chosen : undefined;
}

/** Remembers a language for this browser. */
export function rememberLocale(cookies: Cookies, url: URL, locale: Locale): void {
	const secure = url.protocol === 'https:';
	cookies.set(NAME, locale, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: YEAR_S });
}
