import fc from 'fast-check';
import { newId } from '#lib/command/id.ts';
import { compare, type Faults, type Seen, type Written } from './compare.ts';
import type { CountingDoor, Write } from './door.ts';
import { FAULTS, type Fault } from './net.ts';

/** What is written about this one of the things comes with a photo, where the queue knows of photos. */
const WITH_PHOTOS = 2;

/** Thrown in the middle of a tab's work: the tab is gone. */
export class TabKilled extends Error {}

/** Counts down the steps that a tab still has; at none, the tab is gone, before or after the step's own effect. */
export interface Life {
	/** Twice the steps it has, and one more where it dies after the last; null: it lives. */
	lives: number | null;
	step<T>(work: () => Promise<T>): Promise<T>;
}

/** One device's queue under test. */
export interface DeviceQueue {
	/** Keeps a write. In a browser it goes out at once, from this tab, with these faults, then with no connection. */
	write(write: Write, from: { tab: number; net: readonly Fault[] }): Promise<boolean>;
	/** One round of sending in a tab, with these faults for its requests in turn. */
	send(faults: readonly Fault[], life: Life, tab: number): Promise<void>;
	/** Sends until nothing waits, with a sound network. */
	finish(): Promise<void>;
	/** What a person still sees of what they wrote. */
	seen(): Promise<Seen>;
	/** The clock of the device jumps by so many ms. */
	jump(ms: number): void | Promise<void>;
}

export type Step =
	| { do: 'write'; device: number; thing: number; tab: number; net: Fault[] }
	| { do: 'send'; device: number; tabs: { faults: Fault[]; lives: number | null }[] }
	| { do: 'jump'; device: number; days: number };

// What fast-check prints of a failed history is then code that can be kept.
const plain = { noNullPrototype: true } as const;
const fault = fc.constantFrom(...FAULTS);
const device = fc.nat(1);
const write = fc.record(
	{
		do: fc.constant('write' as const),
		device,
		thing: fc.nat(2),
		tab: fc.nat(1),
		net: fc.array(fault, { maxLength: 2 })
	},
	plain
);
const tab = fc.record(
	{
		faults: fc.array(fault, { maxLength: 4 }),
		lives: fc.option(fc.nat(12), { nil: null, freq: 2 })
	},
	plain
);
const send = fc.record(
	{
		do: fc.constant('send' as const),
		device,
		tabs: fc.array(tab, { minLength: 1, maxLength: 2 })
	},
	plain
);
const jump = fc.record(
	{ do: fc.constant('jump' as const), device, days: fc.integer({ min: -400, max: 400 }) },
	plain
);

/** Histories of two devices: writing, sending in one tab or two at once, tabs that are killed, clocks that jump. */
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
		else if (step.do === 'send') await sendInTabs(queue, step.tabs);
		else {
			const thing = `${run} ${step.thing}`;
			const photoId = step.thing === WITH_PHOTOS ? newId() : undefined;
			const write = { id: newId(), thing, doneAt: new Date().toISOString(), photoId };
			written.push({ ...write, device: step.device, kept: await queue.write(write, step) });
		}
	}
	for (const queue of devices) await queue.finish();
	const seen = await Promise.all(devices.map((queue) => queue.seen()));
	const things = [...new Set(written.map(({ thing }) => thing))];
	return compare(written, await door.effects(things), seen);
}

async function sendInTabs(
	queue: DeviceQueue,
	tabs: readonly { faults: Fault[]; lives: number | null }[]
): Promise<void> {
	await Promise.all(
		tabs.map(async ({ faults, lives }, tab) => {
			try {
				await queue.send(faults, lifeOf(lives), tab);
			} catch (error) {
				if (!(error instanceof TabKilled)) throw error;
			}
		})
	);
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
