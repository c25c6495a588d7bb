import type { RequestEvent } from '@sveltejs/kit';
import type { FormCommand } from '#lib/command/form-command.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { claimCommands, keeperCommands } from './form-commands.ts';

function action({ name, input }: FormCommand) {
	return (event: RequestEvent) => formCommand(event, name, input);
}

/** The form actions about claims, for every page that shows lots. */
export const claimActions = {
	claim: action(claimCommands.claim),
	changeClaim: action(claimCommands.changeClaim),
	cancelClaim: action(claimCommands.cancelClaim),
	pickedUp: action(claimCommands.pickedUp)
};

/** The form actions of whoever keeps a lot. */
export const keeperActions = {
	release: action(keeperCommands.release),
	undoPickUp: action(keeperCommands.undoPickUp),
	withdraw: (event: RequestEvent) =>
		formCommand(event, 'harvest.withdraw', (form) => ({
			...keeperCommands.withdraw.input(form),
			lotId: event.params.lot
		}))
};
