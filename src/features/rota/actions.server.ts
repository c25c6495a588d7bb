import type { RequestEvent } from '@sveltejs/kit';
import type { FormReader } from '#lib/command/form.ts';
import { formCommand } from '#lib/command/page.server.ts';

function action(name: string, ...fields: string[]) {
	return (event: RequestEvent) =>
		formCommand(event, name, (form: FormReader) =>
			Object.fromEntries(fields.map((field) => [field, form.optional(field)]))
		);
}

/** The form actions of turns, for every page that shows one. */
export const turnActions = {
	confirm: action('rota.confirm', 'turnId'),
	done: action('rota.markDone', 'turnId', 'note'),
	undo: action('rota.undoDone', 'turnId'),
	look: action('rota.lookForStandIn', 'turnId', 'note'),
	withdraw: action('rota.withdrawStandIn', 'turnId'),
	takeOver: action('rota.takeOver', 'turnId'),
	takeSeat: action('rota.takeSeat', 'slotId'),
	excuse: action('rota.excuse', 'turnId'),
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
