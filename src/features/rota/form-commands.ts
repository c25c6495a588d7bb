import { textCommand } from '#lib/command/form-command.ts';

/** What the holder of a turn, or whoever helps out, says of it: each can be written without a connection. */
export const turnCommands = {
	confirm: textCommand('rota.confirm', 'turnId'),
	done: textCommand('rota.markDone', 'turnId', 'note'),
	undo: textCommand('rota.undoDone', 'turnId'),
	look: textCommand('rota.lookForStandIn', 'turnId', 'note'),
	withdraw: textCommand('rota.withdrawStandIn', 'turnId'),
	takeOver: textCommand('rota.takeOver', 'turnId'),
	takeSeat: textCommand('rota.takeSeat', 'slotId'),
	excuse: textCommand('rota.excuse', 'turnId')
};
