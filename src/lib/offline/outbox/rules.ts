import type { Unsent } from './types.ts';

const FIRST_MS = 1000;
/** With the connection back, nobody waits longer than this for the next try by the clock. */
const LONGEST_MS = 5 * 60_000;
/** As many commands as the server takes in one request. */
export const BATCH = 100;

/**
 * How long to wait after so many unanswered tries, in ms: doubled each time up to five minutes, half of it left
 * to chance so that many phones do not come back in the same second. `chance` is between 0 and 1.
 */
export function pauseAfter(tries: number, chance: number): number {
	const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(tries, 20) - 1));
	return Math.round(whole / 2 + (whole / 2) * chance);
}

/** May it go out now? A clock that was set back never makes an entry wait longer than the longest pause. */
export function isDue({ retryAt }: Pick<Unsent, 'retryAt'>, now: number): boolean {
	return retryAt <= now || retryAt - now > LONGEST_MS;
}

/**
 * What to send next: up to a hundred commands in the order in which they were written, or, where there are none,
 * one photo: words are not to wait for pictures. An entry whose thing has an earlier one that is refused or not
 * due yet stays behind it.
 */
export function nextBatch(entries: readonly Unsent[], now: number): Unsent[] {
	const blocked = new Set<string>();
	const undecided = new Set<string>();
	const ready: Unsent[] = [];
	for (const entry of entries.toSorted((a, b) => a.seq - b.seq)) {
		const behind = blocked.has(entry.thing) || (entry.after !== undefined && undecided.has(entry.after));
		const waits = behind || entry.state === 'refused' || !isDue(entry, now);
		if (!waits) ready.push(entry);
		if (waits || entry.file) blocked.add(entry.thing);
		undecided.add(entry.id);
	}
	const commands = ready.filter(({ file }) => !file);
	return commands.length > 0 ? commands.slice(0, BATCH) : ready.slice(0, 1);
}

/** When something may be sent next: a time of this device's clock in ms, 0 for at once, null where nothing waits. */
export function nextTime(entries: readonly Unsent[], now: number): number | null {
	if (nextBatch(entries, now).length > 0) return 0;
	const times = entries.filter(({ state }) => state === 'waiting').map(({ retryAt }) => retryAt);
	return times.length > 0 ? Math.max(now, Math.min(...times)) : null;
}

/** The refused entry behind which this one waits, or undefined. */
export function heldBehind(entry: Unsent, entries: readonly Unsent[]): Unsent | undefined {
	return entries.find(
		(other) => other.state === 'refused' && other.thing === entry.thing && other.seq < entry.seq
	);
}
