import type { AnyCommand } from '#lib/command/command.server.ts';
import { change, remove } from './commands/change.server.ts';
import { add, reshape } from './commands/draw.server.ts';
import { addHolder, removeHolder } from './commands/holders.server.ts';
import { endTenancy, give, takeBack } from './commands/tenancies.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	add,
	reshape,
	change,
	remove,
	give,
	endTenancy,
	takeBack,
	addHolder,
	removeHolder
];
