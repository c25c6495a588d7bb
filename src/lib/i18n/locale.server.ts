import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale } from './locale.ts';
import { baseLocale, overwriteGetLocale } from './paraglide/runtime.js';

const current = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => current.getStore() ?? baseLocale);

/** Runs `work` with messages in one reader's language. */
export function inLocale<T>(locale: Locale, work: () => T): T {
	return current.run(locale, work);
}
