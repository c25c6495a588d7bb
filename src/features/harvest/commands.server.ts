import type { AnyCommand } from '#lib/command/command.server.ts';
import { cancelClaim, changeClaim } from './commands/change-claim.server.ts';
import { change } from './commands/change.server.ts';
import { claim } from './commands/claim.server.ts';
import { pickedUp, release, undoPickUp } from './commands/pick-up.server.ts';
import { post } from './commands/post.server.ts';
import { withdraw } from './commands/withdraw.server.ts';

/** The writes of this room. */
export const commands: readonly AnyCommand[] = [
	post,
	change,
	withdraw,
	claim,
	changeClaim,
	cancelClaim,
	pickedUp,
	undoPickUp,
	release
];
