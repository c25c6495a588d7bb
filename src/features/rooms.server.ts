import { commandRegistry } from '#lib/command/command.server.ts';
import type { Rooms } from '#lib/house/house.server.ts';
import { commands as account } from './account/commands.server.ts';
import { accountJobs } from './account/jobs.server.ts';
import { commands as defects } from './defects/commands.server.ts';
import { commands as demo } from './demo/commands.server.ts';
import { commands as gardens } from './gardens/commands.server.ts';
import { commands as harvest } from './harvest/commands.server.ts';
import { commands as members } from './members/commands.server.ts';
import { commands as photos } from './photos/commands.server.ts';
import { photoJobs } from './photos/jobs.server.ts';
import { commands as plots } from './plots/commands.server.ts';
import { commands as rota } from './rota/commands.server.ts';
import { commands as transfer } from './transfer/commands.server.ts';

/** Every room of the house: all commands, and the jobs that run by themselves. */
export const rooms: Rooms = {
	commands: commandRegistry([
		...account,
		...defects,
		...demo,
		...gardens,
		...harvest,
		...members,
		...photos,
		...plots,
		...rota,
		...transfer
	]),
	jobs: (house) => [...accountJobs(house), ...photoJobs(house.db)]
};
