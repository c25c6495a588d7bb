import type { Db, Tx } from '#lib/db/database.server.ts';
import './tables.ts';

/** How many tries are free, and how long the pauses grow after them (in seconds, doubling). */
export interface TryLimit {
	key: string;
	free: number;
	firstPause: number;
	longestPause: number;
}

const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

/** Seconds that must pass after the `count`th try before the next. */
export function pauseAfter(count: number, { free, firstPause, longestPause }: TryLimit): number {
	if (count < free) return 0;
	return Math.min(longestPause, firstPause * 2 ** Math.min(count - free, 20));
}

/**
 * Takes one try from each of the limits at once, or from none: answers 0, or the seconds until all of them
 * allow one again. Tries sent at the same moment are counted one after the other, so that none slips through;
 * a refused try is not counted, so that nobody can stretch another's pause.
 */
export function takeTry(db: Db, limits: readonly TryLimit[], now: Date): Promise<number> {
	const sorted = limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));
	const keys = sorted.map(({ key }) => key);
	return db.transaction().execute(async (tx) => {
		const counts = await countsOf(tx, keys, now);
		const waits = sorted.map((limit) => waitFor(limit, counts.get(limit.key), now));
		const longest = Math.max(...waits);
		if (longest > 0) return longest;
		for (const key of keys) await setCount(tx, key, liveCount(counts.get(key), now) + 1, now);
		return 0;
	});
}

interface Count {
	count: number;
	since: Date;
}

async function countsOf(tx: Tx, keys: string[], now: Date): Promise<Map<string, Count>> {
	await tx
		.insertInto('tries')
		.values(keys.map((key) => ({ key, count: 0, since: now })))
		.onConflict((conflict) => conflict.column('key').doNothing())
		.execute();
	// In the order of their keys, so that two senders with the same keys cannot wait for each other.
	const rows = await tx
		.selectFrom('tries')
		.selectAll()
		.where('key', 'in', keys)
		.orderBy('key')
		.forUpdate()
		.execute();
	return new Map(rows.map(({ key, count, since }) => [key, { count, since }]));
}

function liveCount(row: Count | undefined, now: Date): number {
	if (!row || now.getTime() - row.since.getTime() > FORGOTTEN_AFTER_MS) return 0;
	return row.count;
}

function waitFor(limit: TryLimit, row: Count | undefined, now: Date): number {
	const pause = pauseAfter(liveCount(row, now), limit);
	if (!row || pause === 0) return 0;
	return Math.max(0, Math.ceil((row.since.getTime() + pause * 1000 - now.getTime()) / 1000));
}

async function setCount(tx: Tx, key: string, count: number, since: Date): Promise<void> {
	await tx.updateTable('tries').set({ count, since }).where('key', '=', key).execute();
}

/** Gives a try back that was no guess, so that a family behind one address is not counted out. */
export async function giveTryBack(db: Db | Tx, keys: readonly string[]): Promise<void> {
	await db
		.updateTable('tries')
		.set((eb) => ({ count: eb('count', '-', 1) }))
		.where('key', 'in', [...keys])
		.where('count', '>', 0)
		.execute();
}

/** Forgets the tries of these keys. */
export async function forgetTries(db: Db | Tx, keys: readonly string[]): Promise<void> {
	await db
		.deleteFrom('tries')
		.where('key', 'in', [...keys])
		.execute();
}
