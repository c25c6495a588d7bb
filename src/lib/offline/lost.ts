/** What an installation had kept, as its mark tells it: counts and a day, nothing of a person. */
export interface Had {
	/** Pages kept to look at without a connection. */
	pages: number;
	/** What waited to be sent. */
	unsent: number;
	/** The day of the mark, 'YYYY-MM-DD'. */
	day: string;
}

/** The cookie that carries the mark: systems that clear a site's storage leave the cookies of its server alone. */
export const MARK_COOKIE = 'kept';
export const MARK_SECONDS = 400 * 24 * 60 * 60;

const MOST = 99_999;
const MARK = /^(\d{1,5})\.(\d{1,5})\.(\d{4}-\d\d-\d\d)$/;

/** The mark as text: '12.0.2026-08-18'. */
export function writeMark({ pages, unsent, day }: Had): string {
	return `${Math.min(MOST, pages)}.${Math.min(MOST, unsent)}.${day}`;
}

/** Reads a mark; null for what is none. */
export function readMark(text: string | null | undefined): Had | null {
	const [, pages, unsent, day] = MARK.exec(text ?? '') ?? [];
	return day && !Number.isNaN(Date.parse(day)) ? { pages: Number(pages), unsent: Number(unsent), day } : null;
}

/** The mark among a page's cookies (`document.cookie`). */
export function markIn(cookies: string): Had | null {
	const found = cookies.split('; ').find((cookie) => cookie.startsWith(`${MARK_COOKIE}=`));
	return readMark(found?.slice(MARK_COOKIE.length + 1));
}

/**
 * What the system has thrown away: the mark says that there was something, and the browser's storage does not even
 * know any more that the app was used here. What a person cleared on purpose took the cookie along.
 */
export function whatIsLost(mark: Had | null, storageKnows: boolean): Had | null {
	return mark && !storageKnows && mark.pages + mark.unsent > 0 ? mark : null;
}

/** Is it worth a request to write the mark anew? Once a day, and when what waits to be sent has changed. */
export function isOutdated(mark: Had | null, now: Had): boolean {
	return !mark || mark.day !== now.day || mark.unsent !== now.unsent;
}
