import type { AnyCommand } from '#lib/command/command.server.ts';
import { addFeature, changeFeature, removeFeature } from './commands/features.server.ts';
import { found } from './commands/found.server.ts';
import { change, close, setBoundary } from './commands/settings.server.ts';
import { addZone, changeZone, removeZone } from './commands/zones.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	found,
	change,
	setBoundary,
	addFeature,
	changeFeature,
	removeFeature,
	addZone,
	changeZone,
	removeZone,
	close
];
