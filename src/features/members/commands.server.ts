import type { AnyCommand } from '#lib/command/command.server.ts';
import { addPerson } from './commands/add-person.server.ts';
import { changeMembership, changePerson, setHousehold, setRole } from './commands/change.server.ts';
import { invite, revokeInvitation } from './commands/invite.server.ts';
import { leave } from './commands/leave.server.ts';
import { addRest, removeRest } from './commands/rest.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	invite,
	revokeInvitation,
	addPerson,
	changeMembership,
	changePerson,
	setRole,
	setHousehold,
	addRest,
	removeRest,
	leave
];
