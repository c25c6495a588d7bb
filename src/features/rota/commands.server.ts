import type { AnyCommand } from '#lib/command/command.server.ts';
import { cancelSlot, reopenSlot } from './commands/cancel.server.ts';
import { markDone, undoDone } from './commands/done.server.ts';
import { excuse, markMissed } from './commands/missed.server.ts';
import { change, discard, draft, end, publish, regenerate } from './commands/plan.server.ts';
import { confirm, lookForStandIn, withdrawStandIn } from './commands/stand-in.server.ts';
import { giveSeat, handOver, takeOver, takeSeat } from './commands/take-over.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	draft,
	change,
	publish,
	regenerate,
	end,
	discard,
	confirm,
	markDone,
	undoDone,
	lookForStandIn,
	withdrawStandIn,
	takeOver,
	handOver,
	takeSeat,
	giveSeat,
	excuse,
	markMissed,
	cancelSlot,
	reopenSlot
];
