import type { Fault } from './net.ts';
import type { Step } from './histories.ts';

const write = (device: number, net: Fault[] = []): Step => ({ do: 'write', device, thing: 0, tab: 0, net });
const send = (device: number, faults: Fault[] = [], lives: number | null = null): Step => ({
	do: 'send',
	device,
	tabs: [{ faults, lives }]
});

/**
 * Histories on which an outbox has failed once; every run plays them first. fast-check prints the one that failed as
 * "Counterexample", made as short as can be: it is added here, with what was wrong.
 */
export const KEPT: Step[][] = [
	// Lost: an entry was removed before the answer to it was read.
	[write(0), send(0, [], 7)],
	// Lost: the fifth, for which there is no room, was refused and never shown.
	[write(0), write(0), write(0), send(0), send(0), write(0), write(0)],
	// Doubled: the second try went out under another id.
	[write(0), send(0, ['answer lost']), send(0)],
	// Reordered: the second of a thing went out though the first had no answer yet.
	[write(1), send(1, ['down']), write(1, ['too many'])]
];
