import type { AnyCommand } from '#lib/command/command.server.ts';
import { mended, reopen } from './commands/mend.server.ts';
import { report } from './commands/report.server.ts';

/** The writes of this room. Tools will be a room of their own: until then one is "something else". */
export const commands: readonly AnyCommand[] = [report, mended, reopen];
