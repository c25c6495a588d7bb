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
 * The first undecided entry of each thing, in the order in which they were written. One of each at a time: what the
 * server thinks of the first may change what the next one means.
 */
function heads(entries: readonly Unsent[]): Unsent[] {
	const things = new Set<string>();
	const ids = new Set<string>();
	return entries
		.toSorted((a, b) => a.seq - b.seq)
		.filter(({ id, thing, after }) => {
			const behind = things.has(thing) || (after !== undefined && ids.has(after));
			things.add(thing);
			ids.add(id);
			return !behind;
		});
}

/**
 * What to send next: up to a hundred commands, or, where there are none, one photo: words are not to wait for
 * pictures. What has an earlier entry of its thing before it, refused or not due yet, stays behind that.
 */
export function nextBatch(entries: readonly Unsent[], now: number): Unsent[] {
	const ready = heads(entries).filter((entry) => entry.state === 'waiting' && isDue(entry, now));
	const commands = ready.filter(({ file }) => !file);
	return commands.length > 0 ? commands.slice(0, BATCH) : ready.slice(0, 1);
}

/** When something may be sent next: a time of this device's clock in ms, null where nothing waits for its time. */
export function nextTime(entries: readonly Unsent[], now: number): number | null {
	const waiting = heads(entries).filter(({ state }) => state === 'waiting');
	const times = waiting.map((entry) => (isDue(entry, now) ? now : entry.retryAt));
	return times.length > 0 ? Math.min(...times) : null;
}

/**
 * What becomes of the photo of an entry that is written anew: it stays (`after`), unless it is to go or the server
 * refused it. `gone` names the entries that give way with it: kept, they would hold back what is written now.
 */
export function photoLeft(
	before: Pick<Unsent, 'after'> | undefined,
	entries: readonly Unsent[],
	toGo: boolean
): { after?: string; gone: string[] } {
	const after = before?.after;
	const photo = entries.find(({ id }) => id === after);
	if (after && !toGo && !photo?.refusal) return { after, gone: [] };
	return { gone: photo ? [photo.id] : [] };
}

/** The refused entry behind which this one waits, or undefined. */
export function heldBehind(entry: Unsent, entries: readonly Unsent[]): Unsent | undefined {
	return entries.find(
		(other) => other.state === 'refused' && other.thing === entry.thing && other.seq < entry.seq
	);
}
