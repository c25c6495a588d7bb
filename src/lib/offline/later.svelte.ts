/** Up to here a page counts as read when it was made: its words for days are still true. */
export const LATE_MS = 10 * 60_000;
/** A clock that has gone on for longer than this is not believed: pages show what they showed. */
const BELIEVED_MS = 35 * 86_400_000;

class Later {
	/** How long ago the page of now was made, in steps of `LATE_MS`; 0 where that is not known. */
	ms = $state(0);
}

const later = new Later();

/**
 * The instant at which a page is read: the one at which it was made (ISO), or, of a page that was kept or left open
 * for long, a later one, so that yesterday's "tomorrow" is today. Never earlier than `made`.
 */
export function readAt(made: string): Date {
	return new Date(Date.parse(made) + later.ms);
}

/** Says how long ago, in ms, the page of now was made. */
export function sayLater(ms: number): void {
	later.ms = ms > BELIEVED_MS ? 0 : Math.floor(Math.max(0, ms) / LATE_MS) * LATE_MS;
}
