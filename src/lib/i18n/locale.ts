import { baseLocale, locales, overwriteGetLocale } from './paraglide/runtime.js';

export type Locale = (typeof locales)[number];

/** True for a language that the interface speaks. */
export function isLocale(value: string | null | undefined): value is Locale {
	return locales.includes(value as Locale);
}

/** The first language of an Accept-Language header (RFC 9110 §12.5.4) that we speak, else the base language. */
export function preferredLocale(header: string | null): Locale {
	const wanted = (header ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...rest] = part.trim().split(';');
			const q = rest.map((item) => /^\s*q=([\d.]+)/.exec(item)?.[1]).find(Boolean);
			return { language: tag.split('-')[0]?.toLowerCase(), q: q === undefined ? 1 : Number(q) };
		})
		.filter(({ q }) => q > 0)
		.sort((a, b) => b.q - a.q);
	return wanted.map(({ language }) => language).find(isLocale) ?? baseLocale;
}

/** In the browser, the language is the page's own. */
export function takeLocaleFromPage(): void {
	overwriteGetLocale(() => {
		const lang = document.documentElement.lang;
		return isLocale(lang) ? lang : baseLocale;
	});
}
