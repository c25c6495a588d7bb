import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { giveTryBack, pauseAfter, takeTry, type TryLimit } from './tries.server.ts';

const { db } = await testDatabase();
const START = new Date('2026-08-18T15:00:00Z');
const at = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const limit = (given: Partial<TryLimit> = {}): TryLimit => ({
	key: newId(),
	free: 3,
	firstPause: 30,
	longestPause: 900,
	...given
});

test('the free tries cost nothing, then each pause is twice the last, up to the longest', async () => {
	const own = limit();
	for (let count = 0; count < 3; count++) expect(await takeTry(db, [own], START)).toBe(0);
	expect(await takeTry(db, [own], START)).toBe(30);
	expect(await takeTry(db, [own], at(29))).toBe(1);
	expect(await takeTry(db, [own], at(30))).toBe(0);
	expect(await takeTry(db, [own], at(30))).toBe(60);
	expect(pauseAfter(100, own)).toBe(900);
});

test('a refused try is not counted: nobody stretches another’s pause by knocking', async () => {
	const own = limit({ free: 1 });
	await takeTry(db, [own], START);
	for (let second = 0; second < 30; second += 5)
		expect(await takeTry(db, [own], at(second))).toBe(30 - second);
	expect(await takeTry(db, [own], at(30))).toBe(0);
});

test('of several limits one that says no is enough, and then none is counted', async () => {
	const [narrow, wide] = [limit({ free: 1 }), limit({ free: 2 })];
	expect(await takeTry(db, [narrow, wide], START)).toBe(0);
	expect(await takeTry(db, [narrow, wide], START)).toBe(30);
	expect(await takeTry(db, [wide], START)).toBe(0);
	expect(await takeTry(db, [wide], START)).toBe(30);
});

test('tries sent at the same moment are counted one by one', async () => {
	const own = limit({ free: 5 });
	const waits = await Promise.all(Array.from({ length: 40 }, () => takeTry(db, [own], START)));
	expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
});

test('tries of two keys that are sent in either order do not block each other', async () => {
	const [one, two] = [limit({ free: 100 }), limit({ free: 100 })];
	const sent = Array.from({ length: 20 }, (_, index) =>
		takeTry(db, index % 2 ? [one, two] : [two, one], START)
	);
	expect(await Promise.all(sent)).toEqual(Array(20).fill(0));
});

test('after a day without tries all is forgotten', async () => {
	const own = limit({ free: 1 });
	await takeTry(db, [own], START);
	expect(await takeTry(db, [own], at(24 * 3600 + 1))).toBe(0);
	expect(await takeTry(db, [own], at(24 * 3600 + 1))).toBe(30);
});

test('a try given back may be taken again, and never more than were taken', async () => {
	const own = limit({ free: 1 });
	await giveTryBack(db, [own.key]);
	await takeTry(db, [own], START);
	await giveTryBack(db, [own.key]);
	await giveTryBack(db, [own.key]);
	expect(await takeTry(db, [own], START)).toBe(0);
	expect(await takeTry(db, [own], START)).toBe(30);
});

test('whatever the rhythm, never more than the free tries and one for each pause get through', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 25 }),
			fc.integer({ min: 1, max: 4 }),
			async (gaps, free) => {
				const own = limit({ free, firstPause: 20, longestPause: 100 });
				let [now, passed, lastPassed] = [0, 0, 0];
				for (const gap of gaps) {
					now += gap;
					const wait = await takeTry(db, [own], at(now));
					const allowed = now - lastPassed >= pauseAfter(passed, own);
					expect(wait === 0).toBe(passed === 0 || allowed);
					if (wait === 0) [passed, lastPassed] = [passed + 1, now];
					else expect(wait).toBe(lastPassed + pauseAfter(passed, own) - now);
				}
			}
		),
		{ numRuns: 20 }
	);
});
