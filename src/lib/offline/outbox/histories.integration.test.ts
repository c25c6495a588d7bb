import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTHING_WRONG } from '#tests/offline/compare.ts';
import { countingDoor } from '#tests/offline/door.ts';
import { history, play, type Step } from '#tests/offline/histories.ts';
import { KEPT } from '#tests/offline/kept.ts';
import { ourQueue } from '#tests/offline/our-queue.ts';
import { workboxQueue } from '#tests/offline/workbox-queue.ts';
import { testDatabase } from '#tests/setup/database.ts';

const door = await countingDoor(await testDatabase());
let count = 0;

const RUNS = 1000;

test(
	`${RUNS} histories of two devices: nothing is lost, doubled or reordered`,
	{ timeout: 300_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(history, async (steps) => {
				const devices = [0, 1].map(() => ourQueue(door, `device ${(count += 1)}`));
				expect(await play(door, devices, steps)).toEqual(NOTHING_WRONG);
			}),
			{ numRuns: RUNS, examples: KEPT.map((steps) => [steps]) }
		);
	}
);

test(
	'the same without locks, where two tabs of an old browser send at once',
	{ timeout: 300_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(history, async (steps) => {
				const devices = [0, 1].map(() => ourQueue(door, `device ${(count += 1)}`, { locks: false }));
				expect(await play(door, devices, steps)).toEqual(NOTHING_WRONG);
			}),
			{ numRuns: RUNS / 5 }
		);
	}
);

/** Two tabs at once are spared it: its database then throws where nobody catches. */
function inOneTab(step: Step): Step {
	return step.do === 'send' ? { ...step, tabs: step.tabs.slice(0, 1), worker: null } : step;
}

test('the same histories find what is wrong with the queue of Workbox', { timeout: 60_000 }, async () => {
	const found = { lost: 0, doubled: 0, reordered: 0 };
	for (const steps of fc.sample(history, { numRuns: 150, seed: 7 })) {
		const devices = await Promise.all([0, 1].map(() => workboxQueue(door, `workbox ${(count += 1)}`)));
		const wrong = await play(door, devices, steps.map(inOneTab));
		for (const kind of ['lost', 'doubled', 'reordered'] as const) found[kind] += wrong[kind].length;
	}
	// The door itself counts each command once, so not even this queue doubles anything.
	expect(found.lost).toBeGreaterThan(20);
	expect(found.doubled).toBe(0);
	console.info('Workbox in 150 histories:', found);
});
