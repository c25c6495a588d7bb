import { textCommand, type FormCommand } from '#lib/command/form-command.ts';

/** Done, with a note and a photo where the form has fields for them; the garden is the photo's. */
const done: FormCommand = {
	...textCommand('rota.markDone', 'turnId', 'note', 'photoId', 'gardenId'),
	photoOf: ({ gardenId }) => String(gardenId)
};

/** What the holder of a turn, or whoever helps out, says of it: each can be written without a connection. */
export const turnCommands = {
	confirm: textCommand('rota.confirm', 'turnId'),
	done,
	undo: textCommand('rota.undoDone', 'turnId'),
	look: textCommand('rota.lookForStandIn', 'turnId', 'note'),
	withdraw: textCommand('rota.withdrawStandIn', 'turnId'),
	takeOver: textCommand('rota.takeOver', 'turnId'),
	takeSeat: textCommand('rota.takeSeat', 'slotId'),
	excuse: textCommand('rota.excuse', 'turnId')
};
