import { countKept } from './kept-pages.ts';
import { isOutdated, MARK_COOKIE, MARK_SECONDS, markIn, writeMark } from './lost.ts';

/**
 * Notes how much is kept here, so that it can be said should the system throw it away. `unsent`: how many things
 * wait to be sent; undefined leaves the number as it was. Never throws.
 */
export async function noteKept(unsent?: number): Promise<void> {
	try {
		const before = markIn(document.cookie);
		const day = new Date().toISOString().slice(0, 10);
		const had = { pages: await countKept(), unsent: unsent ?? before?.unsent ?? 0, day };
		if (!isOutdated(before, had)) return;
		const mark = writeMark(had);
		// At once, for there may be no connection; Safari forgets what a script wrote after a week, so the server
		// is asked to write it too.
		document.cookie = `${MARK_COOKIE}=${mark}; path=/; max-age=${MARK_SECONDS}; samesite=lax`;
		await fetch('/kept', { method: 'POST', body: mark, keepalive: true });
	} catch {
		// Without cookies or a connection there is no mark; the next visit tries again.
	}
}
