import type { AnyCommand } from '#lib/command/command.server.ts';
import { addPhoto } from './add.command.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [addPhoto];
