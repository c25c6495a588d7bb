import type { AnyCommand } from '#lib/command/command.server.ts';
import { addPerson } from './commands/add-person.server.ts';
import { changeMembership, changePerson, setHousehold } from './commands/change.server.ts';
import { invite, inviteToAccount, revokeInvitation } from './commands/invite.server.ts';
import { leave } from './commands/leave.server.ts';
import { addRest, removeRest } from './commands/rest.server.ts';
import { setRole } from './commands/role.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	invite,
	inviteToAccount,
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
