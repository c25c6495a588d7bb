import { textCommand, type FormCommand } from '#lib/command/form-command.ts';
import type { FormReader } from '#lib/command/form.ts';

/** Value of the choice "another time". */
export const OTHER_TIME = 'other';

/** The lot's form as the fields of `harvest.post` and `harvest.change`. What is written counts before the picture that was tapped. */
export function lotFields(form: FormReader) {
	const [placeKind, plotId] = form.text('place').split(':');
	const title = form.text('title');
	const until = form.text('until') || OTHER_TIME;
	return {
		...(title ? { title } : { crop: form.optional('crop') }),
		quantity: form.text('quantity'),
		unit: form.text('unit'),
		whole: form.flag('whole'),
		perPerson: form.optional('perPerson'),
		audience: form.optional('audience'),
		placeKind,
		plotId: plotId || undefined,
		placeNote: form.text('placeNote'),
		from: until === OTHER_TIME ? form.optional('from') : undefined,
		until: until === OTHER_TIME ? form.text('untilTime') : until,
		notes: form.text('notes'),
		photoId: form.flag('removePhoto') ? null : form.optional('photoId')
	};
}

/** Puts produce on the board; afterwards one sees it there. */
export const postLot: FormCommand = {
	name: 'harvest.post',
	version: 1,
	input: (form) => ({
		gardenId: form.text('gardenId'),
		forPersonId: form.optional('forPersonId'),
		...lotFields(form)
	}),
	thing: (_, id) => `lotId:${id}`,
	what: ({ title }) => title as string | undefined,
	photoOf: ({ gardenId }) => String(gardenId),
	onward: ({ lotId }, href) => `${href.replace(/\/new.*$/, '')}/${String(lotId)}?news=posted`
};

/** What a neighbour does with a claim. */
export const claimCommands = {
	claim: { ...textCommand('harvest.claim', 'lotId', 'quantity', 'note', 'forPersonId'), wish: true },
	changeClaim: textCommand('harvest.changeClaim', 'claimId', 'quantity'),
	cancelClaim: textCommand('harvest.cancelClaim', 'claimId'),
	pickedUp: pickedUp('claimId', 'lotId', 'code')
};

/** The claim, or the lot where only a code is known. */
function pickedUp(...fields: [string, ...string[]]): FormCommand {
	const thing: FormCommand['thing'] = ({ claimId, lotId }) =>
		claimId ? `claimId:${String(claimId)}` : `lotId:${String(lotId)}`;
	const what: FormCommand['what'] = ({ code }) => code as string | undefined;
	return { ...textCommand('harvest.pickedUp', ...fields), thing, what };
}

/** What the keeper of a lot does. */
export const keeperCommands = {
	release: textCommand('harvest.release', 'claimId'),
	undoPickUp: textCommand('harvest.undoPickUp', 'claimId'),
	withdraw: textCommand('harvest.withdraw', 'lotId', 'reason')
};
