import type { RequestEvent } from '@sveltejs/kit';
import type { FormReader } from '#lib/command/form.ts';
import { formCommand } from '#lib/command/page.server.ts';

const byClaim = (form: FormReader) => ({ claimId: form.text('claimId') });

/** The form actions about claims, for every page that shows lots. */
export const claimActions = {
	claim: (event: RequestEvent) =>
		formCommand(event, 'harvest.claim', (form) => ({
			lotId: form.text('lotId'),
			quantity: form.optional('quantity'),
			note: form.text('note'),
			forPersonId: form.optional('forPersonId')
		})),
	changeClaim: (event: RequestEvent) =>
		formCommand(event, 'harvest.changeClaim', (form) => ({
			...byClaim(form),
			quantity: form.text('quantity')
		})),
	cancelClaim: (event: RequestEvent) => formCommand(event, 'harvest.cancelClaim', byClaim),
	pickedUp: (event: RequestEvent) =>
		formCommand(event, 'harvest.pickedUp', (form) => ({
			claimId: form.optional('claimId'),
			lotId: form.optional('lotId'),
			code: form.optional('code')
		}))
};

/** The form actions of whoever keeps a lot. */
export const keeperActions = {
	release: (event: RequestEvent) => formCommand(event, 'harvest.release', byClaim),
	undoPickUp: (event: RequestEvent) => formCommand(event, 'harvest.undoPickUp', byClaim),
	withdraw: (event: RequestEvent) =>
		formCommand(event, 'harvest.withdraw', (form) => ({
			lotId: event.params.lot,
			reason: form.text('reason')
		}))
};
