import type { AnyCommand } from '#lib/command/command.server.ts';
import { enter } from './commands/enter.server.ts';
import { remove } from './commands/remove.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [enter, remove];
