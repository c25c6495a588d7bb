import type { FormCommand } from '#lib/command/form-command.ts';
import { changeProfile } from './account/form-commands.ts';
import { defectCommands, reportDefect } from './defects/form-commands.ts';
import { claimCommands, keeperCommands, postLot } from './harvest/form-commands.ts';
import { memberCommands } from './members/form-commands.ts';
import { turnCommands } from './rota/form-commands.ts';

const all: readonly FormCommand[] = [
	...Object.values(turnCommands),
	...Object.values(claimCommands),
	...Object.values(keeperCommands),
	postLot,
	reportDefect,
	...Object.values(defectCommands),
	...Object.values(memberCommands),
	changeProfile
];

/** All that can be written without a connection, by name. */
export const offlineCommands: ReadonlyMap<string, FormCommand> = new Map(
	all.map((command) => [command.name, command])
);
