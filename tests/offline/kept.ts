import type { Fault } from './net.ts';
import type { Step } from './histories.ts';
import type { Shape } from './photo.ts';

const write = (device: number, net: Fault[] = [], photo: Shape | null = null): Step => ({
	...{ do: 'write', device, thing: 0, tab: 0 },
	...{ net, photo }
});
const send = (device: number, faults: Fault[] = [], lives: number | null = null): Step => ({
	...{ do: 'send', device, worker: null },
	tabs: [{ faults, lives }]
});
const photo = (halves: number): Shape => ({ halves, readable: true });
const sync = (device: number, faults: Fault[]): Step => ({
	...{ do: 'send', device, tabs: [] },
	worker: { faults, lives: null }
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
	[write(1), send(1, ['down']), write(1, ['too many'])],
	// Torn: a photo counted as sent after its first part, and what names it went out.
	[write(0, [], photo(3)), send(0)],
	// Torn: a part that broke off in the middle began anew at the byte where it had broken off.
	[write(0, [], photo(1)), send(0, ['none', 'killed half-way'])],
	// Lost: the service worker forgot what it could not send.
	[write(0, ['error']), sync(0, ['error'])],
	// Disagreed: what had been written after a photo that was refused was refused with it.
	[write(0, ['down'], { halves: 1, readable: false }), write(0)],
	// Called torn: a copy of a part that came after its photo had been refused.
	[write(0, [], { halves: 3, readable: false }), send(0, ['none', 'late copy'])]
];
