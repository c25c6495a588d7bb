import fc from 'fast-check';
import { newId } from '#lib/command/id.ts';
import { compare, type Faults, type Seen, type Written } from './compare.ts';
import type { CountingDoor, Write } from './door.ts';
import { FAULTS, type Fault } from './net.ts';
import type { Shape } from './photo.ts';

/** Thrown in the middle of a tab's work: the tab is gone. */
export class TabKilled extends Error {}

/** Counts down the steps that a tab still has; at none, the tab is gone, before or after the step's own effect. */
export interface Life {
	/** Twice the steps it has, and one more where it dies after the last; null: it lives. */
	lives: number | null;
	step<T>(work: () => Promise<T>): Promise<T>;
}

/** Where a device sends from: one of its tabs, or its service worker. */
export type Place = number | 'worker';

/** One device's queue under test. */
export interface DeviceQueue {
	/** Keeps a write. In a browser it goes out at once, from this tab, with these faults, then with no connection. */
	write(write: Write, from: { tab: number; net: readonly Fault[] }): Promise<boolean>;
	/** One round of sending in a tab or in the service worker, with these faults for its requests in turn. */
	send(faults: readonly Fault[], life: Life, from: Place): Promise<void>;
	/** Sends until nothing waits, with a sound network. */
	finish(): Promise<void>;
	/** What a person still sees of what they wrote. */
	seen(): Promise<Seen>;
	/** The clock of the device jumps by so many ms. */
	jump(ms: number): void | Promise<void>;
}

interface Round {
	faults: Fault[];
	lives: number | null;
}

export type Step =
	| { do: 'write'; device: number; thing: number; tab: number; net: Fault[]; photo: Shape | null }
	| { do: 'send'; device: number; tabs: Round[]; worker: Round | null }
	| { do: 'jump'; device: number; days: number };

// What fast-check prints of a failed history is then code that can be kept.
const plain = { noNullPrototype: true } as const;
// What has failed is made shorter by leaving such things out.
const crossing = { withCrossShrink: true } as const;
const fault = fc.constantFrom(...FAULTS);
const device = fc.nat(1);
// A third comes with a photo; of these one in six is refused.
const photo = fc.oneof(
	crossing,
	{ weight: 2, arbitrary: fc.constant(null) },
	{
		weight: 1,
		arbitrary: fc.record(
			{
				halves: fc.integer({ min: 1, max: 5 }),
				readable: fc.constantFrom(true, true, true, true, true, false)
			},
			plain
		)
	}
);
const write = fc.record(
	{
		do: fc.constant('write' as const),
		device,
		thing: fc.nat(2),
		tab: fc.nat(1),
		net: fc.array(fault, { maxLength: 2 }),
		photo
	},
	plain
);
const round = fc.record(
	{
		faults: fc.array(fault, { maxLength: 5 }),
		lives: fc.option(fc.nat(24), { nil: null, freq: 2 })
	},
	plain
);
const send = fc.record(
	{
		do: fc.constant('send' as const),
		device,
		tabs: fc.array(round, { minLength: 1, maxLength: 2 }),
		worker: fc.oneof(crossing, { weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: round })
	},
	plain
);
const jump = fc.record(
	{ do: fc.constant('jump' as const), device, days: fc.integer({ min: -400, max: 400 }) },
	plain
);

/**
 * Histories of two devices: writing, with photos and without, sending in one tab or two and the service worker at
 * once, tabs that are killed, clocks that jump.
 */
export const history: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof({ weight: 5, arbitrary: write }, { weight: 4, arbitrary: send }, { weight: 1, arbitrary: jump }),
	{ minLength: 4, maxLength: 24 }
);

/** Plays a history on two devices and compares what was written with what took effect. */
export async function play(
	door: CountingDoor,
	devices: readonly DeviceQueue[],
	steps: readonly Step[]
): Promise<Faults> {
	const run = newId();
	const written: Written[] = [];
	for (const step of steps) {
		const queue = devices[step.device]!;
		if (step.do === 'jump') await queue.jump(step.days * 86_400_000);
		else if (step.do === 'send') await sendAtOnce(queue, step);
		else {
			const thing = `${run} ${step.thing}`;
			const photo = step.photo ? { ...step.photo, id: newId() } : undefined;
			const write = { id: newId(), thing, doneAt: new Date().toISOString(), photo };
			written.push({ ...write, device: step.device, kept: await queue.write(write, step) });
		}
	}
	for (const queue of devices) await queue.finish();
	const seen = await Promise.all(devices.map((queue) => queue.seen()));
	return compare(written, await door.effects(written), seen);
}

async function sendAtOnce(
	queue: DeviceQueue,
	{ tabs, worker }: { tabs: readonly Round[]; worker: Round | null }
): Promise<void> {
	const round = async ({ faults, lives }: Round, from: Place) => {
		try {
			await queue.send(faults, lifeOf(lives), from);
		} catch (error) {
			if (!(error instanceof TabKilled)) throw error;
		}
	};
	await Promise.all([...tabs.map(round), ...(worker ? [round(worker, 'worker')] : [])]);
}

/** An even count dies before its last step, an odd one after it. */
function lifeOf(lives: number | null): Life {
	let left = lives === null ? Infinity : Math.floor(lives / 2);
	return {
		lives,
		async step(work) {
			left -= 1;
			if (left < 0 && lives! % 2 === 0) throw new TabKilled();
			const result = await work();
			if (left < 0) throw new TabKilled();
			return result;
		}
	};
}
