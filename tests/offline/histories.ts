import fc from 'fast-check';
import { newId } from '#lib/command/id.ts';
import type { CountingDoor, Write } from './door.ts';
import { FAULTS, type Fault } from './net.ts';

/** Thrown in the middle of a tab's work: the tab is gone. */
export class TabKilled extends Error {}

/** Counts down the steps that a tab still has; at none, the tab is gone, before or after the step's own effect. */
export interface Life {
	step<T>(work: () => Promise<T>): Promise<T>;
}

/** One device's queue under test. */
export interface DeviceQueue {
	write(write: Write): Promise<void>;
	/** One round of sending in a tab, with these faults for its requests in turn. */
	send(faults: readonly Fault[], life: Life): Promise<void>;
	/** Sends until nothing waits, with a sound network. */
	finish(): Promise<void>;
	/** What a person still sees of what they wrote: the ids of what waits or was refused. */
	seen(): Promise<string[]>;
	/** The clock of the device jumps by so many ms. */
	jump(ms: number): void;
}

export type Step =
	| { do: 'write'; device: number; thing: number }
	| { do: 'send'; device: number; tabs: { faults: Fault[]; lives: number | null }[] }
	| { do: 'jump'; device: number; days: number };

const fault = fc.constantFrom(...FAULTS);
const device = fc.nat(1);
const tab = fc.record({
	faults: fc.array(fault, { maxLength: 4 }),
	lives: fc.option(fc.nat(12), { nil: null, freq: 2 })
});

/** Histories of two devices: writing, sending in one tab or two at once, tabs that are killed, clocks that jump. */
export const history: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{ weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), device, thing: fc.nat(2) }) },
		{
			weight: 4,
			arbitrary: fc.record({
				do: fc.constant('send' as const),
				device,
				tabs: fc.array(tab, { minLength: 1, maxLength: 2 })
			})
		},
		{
			weight: 1,
			arbitrary: fc.record({
				do: fc.constant('jump' as const),
				device,
				days: fc.integer({ min: -400, max: 400 })
			})
		}
	),
	{ minLength: 4, maxLength: 24 }
);

/** What is wrong at the end of a history; none of it may be. */
export interface Faults {
	lost: string[];
	doubled: string[];
	reordered: string[];
}

/** Plays a history on two devices and compares what was written with what took effect. */
export async function play(
	door: CountingDoor,
	devices: readonly DeviceQueue[],
	steps: readonly Step[]
): Promise<Faults> {
	const run = newId();
	const written: (Write & { device: number })[] = [];
	for (const step of steps) {
		const queue = devices[step.device]!;
		if (step.do === 'jump') queue.jump(step.days * 86_400_000);
		else if (step.do === 'send') await sendInTabs(queue, step.tabs);
		else {
			const write = { id: newId(), thing: `${run} ${step.thing}`, doneAt: new Date().toISOString() };
			written.push({ ...write, device: step.device });
			await queue.write(write);
		}
	}
	for (const queue of devices) await queue.finish();
	const seen = new Set((await Promise.all(devices.map((queue) => queue.seen()))).flat());
	const things = [...new Set(written.map(({ thing }) => thing))];
	return compare(written, await door.effects(things), seen);
}

async function sendInTabs(
	queue: DeviceQueue,
	tabs: readonly { faults: Fault[]; lives: number | null }[]
): Promise<void> {
	await Promise.all(
		tabs.map(async ({ faults, lives }) => {
			try {
				await queue.send(faults, lifeOf(lives));
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
		async step(work) {
			left -= 1;
			if (left < 0 && lives! % 2 === 0) throw new TabKilled();
			const result = await work();
			if (left < 0) throw new TabKilled();
			return result;
		}
	};
}

function compare(
	written: readonly (Write & { device: number })[],
	effects: readonly { thing: string; id: string }[],
	seen: ReadonlySet<string>
): Faults {
	const times = (id: string) => effects.filter((effect) => effect.id === id).length;
	const place = (id: string) => effects.findIndex((effect) => effect.id === id);
	const lost = written.filter(({ id }) => times(id) === 0 && !seen.has(id));
	const doubled = written.filter(({ id }) => times(id) > 1);
	const reordered = written.filter((later, at) =>
		written
			.slice(0, at)
			.some(
				(earlier) =>
					earlier.device === later.device &&
					earlier.thing === later.thing &&
					times(earlier.id) > 0 &&
					times(later.id) > 0 &&
					place(earlier.id) > place(later.id)
			)
	);
	const ids = (writes: readonly Write[]) => writes.map(({ id }) => id);
	return { lost: ids(lost), doubled: ids(doubled), reordered: ids(reordered) };
}
