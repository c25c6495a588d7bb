import type { AnyCommand } from '#lib/command/command.server.ts';
import { importGardens } from './commands/import-gardens.server.ts';
import { importPlots } from './commands/import-plots.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [importPlots, importGardens];
