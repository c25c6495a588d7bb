import type { AnyCommand } from '#lib/command/command.server.ts';
import { join, joinAsNeighbour } from './commands/join.command.server.ts';
import { deleteAccount } from './commands/delete.command.server.ts';
import { askForLink, issueLink } from './commands/link.command.server.ts';
import { changePassword } from './commands/password.command.server.ts';
import { changeEmail, changeProfile } from './commands/profile.command.server.ts';
import { endOtherSessions, endSession } from './commands/sessions.command.server.ts';
import { makeSetupLink, setUp } from './commands/set-up.command.server.ts';
import { signIn } from './commands/sign-in.command.server.ts';
import { confirmEmail, resetPassword, signInByLink } from './commands/use-link.command.server.ts';
import { makeToken } from './make-token.command.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	askForLink,
	changeEmail,
	changePassword,
	changeProfile,
	confirmEmail,
	deleteAccount,
	endOtherSessions,
	endSession,
	issueLink,
	join,
	joinAsNeighbour,
	makeSetupLink,
	makeToken,
	resetPassword,
	setUp,
	signIn,
	signInByLink
];
