import { expect } from '@playwright/test';
import fc from 'fast-check';
import { BREAKAGES } from '#tests/offline/browser/breakages.ts';
import { commandServer, type CommandServer } from '#tests/offline/browser/door.ts';
import { openPlayground, type Playground } from '#tests/offline/browser/playground.ts';
import { NOTHING_WRONG } from '#tests/offline/compare.ts';
import { history, type Step } from '#tests/offline/histories.ts';
import { KEPT } from '#tests/offline/kept.ts';
import { test } from './pages/test.ts';

/** `HISTORIES=1000 npm test -- e2e tests/e2e/histories.spec.ts` plays a thousand. */
const HISTORIES = Number(process.env.HISTORIES ?? 120);
const START_MS = 30_000;
const EACH_MS = 1000;
/** Histories among which each of the broken outboxes soon meets its own: others take up to a minute. */
const SOON = 3;

test.use({ trace: 'off', screenshot: 'off' });

let server: CommandServer;
test.beforeAll(async () => void (server = await commandServer()));
test.afterAll(() => server.close());

/** Plays the kept histories and so many random ones; what fails is shrunk as long as there is time. */
async function expectSound(ground: Playground, runs: number, eachMs = EACH_MS): Promise<void> {
	const limit = START_MS + runs * eachMs;
	test.setTimeout(limit + 2 * START_MS);
	await fc.assert(
		fc.asyncProperty(history, async (steps) => expect(await ground.play(steps)).toEqual(NOTHING_WRONG)),
		{
			numRuns: KEPT.length + runs,
			examples: KEPT.map((steps) => [steps]),
			interruptAfterTimeLimit: limit,
			markInterruptAsFailure: true
		}
	);
	await ground.close();
}

test(`${HISTORIES} histories in tabs that die, on networks that break: nothing is lost, doubled or reordered`, async ({
	browser
}) => {
	await expectSound(await openPlayground(browser, server), HISTORIES);
});

test('the same without locks, where two tabs of an old browser send at once', async ({ browser }) => {
	const breakage = [{ file: 'outbox/send.ts', from: "'locks' in navigator", to: 'false' }];
	await expectSound(await openPlayground(browser, server, { breakage }), Math.ceil(HISTORIES / 5));
});

test('the same in pages that are closed, with the connection cut', async ({ browser }) => {
	await expectSound(await openPlayground(browser, server, { tabs: 'pages' }), 6, 10 * EACH_MS);
});

for (const { what, found, breakage } of BREAKAGES)
	test(`it is found when ${what}`, async ({ browser }) => {
		const ground = await openPlayground(browser, server, { breakage });
		const property = fc.asyncProperty(
			history,
			async (steps) => (await ground.play(steps))[found].length === 0
		);
		const { failed } = await fc.check(property, { seed: SOON, numRuns: 150, endOnFailure: true });
		expect(failed).toBe(true);
		await ground.close();
	});

test('the same histories find what is wrong with the queue of Workbox', async ({ browser }) => {
	test.setTimeout(120_000);
	const ground = await openPlayground(browser, server, { queue: 'workbox' });
	const found = { lost: 0, doubled: 0, reordered: 0 };
	for (const steps of fc.sample(history, { numRuns: 40, seed: 7 })) {
		const wrong = await ground.play(steps.map(inOneRealm));
		for (const kind of ['lost', 'doubled', 'reordered'] as const) found[kind] += wrong[kind].length;
	}
	await ground.close();
	console.info('Workbox in 40 histories:', found);
	expect(found.lost).toBeGreaterThan(20);
	// The door itself counts each command once, so not even this queue doubles anything.
	expect(found.doubled).toBe(0);
});

/** Its queue is in the service worker, of which a device has one. */
function inOneRealm(step: Step): Step {
	if (step.do === 'write') return { ...step, tab: 0, photo: null };
	return step.do === 'send' ? { ...step, tabs: step.tabs.slice(0, 1), worker: null } : step;
}
