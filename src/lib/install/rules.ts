/** What this browser remembers of its visits, for the hint to install: no person, no place. */
export interface Visits {
	count: number;
	/** When a page was opened last: milliseconds since 1970. */
	last: number;
	/** "No, thanks" was said, or the app was installed. */
	settled: boolean;
}

const APART_MS = 30 * 60_000;

/** The memory after a page was opened at `now`. A visit is new where the last page is half an hour back. */
export function visitAt(before: Visits | null, now: number): Visits {
	if (!before) return { count: 1, last: now, settled: false };
	// A clock that was set back must not make a visit endless.
	const apart = Math.abs(now - before.last) >= APART_MS;
	return { ...before, last: now, count: before.count + (apart ? 1 : 0) };
}

/** Reads the memory as it was written; null for anything else. */
export function readVisits(text: string | null): Visits | null {
	try {
		const { count, last, settled } = JSON.parse(text ?? 'null') as Partial<Visits>;
		if (!Number.isSafeInteger(count) || !Number.isFinite(last)) return null;
		return { count: count!, last: last!, settled: settled === true };
	} catch {
		return null;
	}
}

export type System = 'ios' | 'android' | 'desk';

/** Whose steps to show, from a User-Agent header. iPads call themselves Macs, but have a screen for fingers. */
export function systemOf(userAgent: string, touchPoints = 0): System {
	if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
	if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'ios';
	return /Android/.test(userAgent) ? 'android' : 'desk';
}

/** What a browser is and can, as far as installing goes. */
export interface Device {
	userAgent: string;
	touchPoints: number;
	/** This is the installed app already. */
	standalone: boolean;
	/** The browser has offered to ask. */
	canAsk: boolean;
}

/**
 * Which hint to show, if any: from the second visit on, never in the installed app, never after "No, thanks";
 * and only where there is a way: the browser's own question, or Safari on a phone, which needs telling how.
 */
export function hintFor(visits: Visits | null, device: Device): 'ask' | 'tell' | null {
	if (!visits || visits.count < 2 || visits.settled || device.standalone) return null;
	if (device.canAsk) return 'ask';
	const { userAgent, touchPoints } = device;
	const safari = /Safari\//.test(userAgent) && !/CriOS|FxiOS|EdgiOS|OPT\//.test(userAgent);
	return safari && systemOf(userAgent, touchPoints) === 'ios' ? 'tell' : null;
}
