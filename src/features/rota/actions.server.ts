import type { RequestEvent } from '@sveltejs/kit';
import { addFormPhoto } from '#features/photos/upload.server.ts';
import { textCommand, type FormCommand } from '#lib/command/form-command.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { turnCommands } from './form-commands.ts';

function actionFor({ name, input }: FormCommand) {
	return (event: RequestEvent) => formCommand(event, name, input);
}

function action(name: string, ...fields: [string, ...string[]]) {
	return actionFor(textCommand(name, ...fields));
}

function markDone(event: RequestEvent) {
	return formCommand(event, turnCommands.done.name, async (form) => {
		const fields = turnCommands.done.input(form);
		// The command asks whether the photo is of the turn's garden; the form only says where to put it.
		const photoId = await addFormPhoto(event.locals, form, form.text('gardenId'));
		return photoId ? { ...fields, photoId } : fields;
	});
}

/** The form actions of turns, for every page that shows one. */
export const turnActions = {
	confirm: actionFor(turnCommands.confirm),
	done: markDone,
	undo: actionFor(turnCommands.undo),
	look: actionFor(turnCommands.look),
	withdraw: actionFor(turnCommands.withdraw),
	takeOver: actionFor(turnCommands.takeOver),
	takeSeat: actionFor(turnCommands.takeSeat),
	excuse: actionFor(turnCommands.excuse),
	missed: action('rota.markMissed', 'turnId'),
	handOver: action('rota.handOver', 'turnId', 'membershipId')
};

/** The form actions of a date. */
export const dateActions = {
	takeSeat: turnActions.takeSeat,
	giveSeat: action('rota.giveSeat', 'slotId', 'membershipId'),
	cancel: (event: RequestEvent) =>
		formCommand(event, 'rota.cancelSlot', (form) => ({
			slotId: form.text('slotId'),
			rain: form.flag('rain'),
			reason: form.text('reason')
		})),
	reopen: action('rota.reopenSlot', 'slotId')
};

/** The form actions of a whole rota. */
export const rotaActions = {
	publish: action('rota.publish', 'rotaId'),
	regenerate: action('rota.regenerate', 'rotaId'),
	end: action('rota.end', 'rotaId')
};
