import { textCommand, type FormCommand } from '#lib/command/form-command.ts';
import type { FormReader } from '#lib/command/form.ts';

/** The form of a report as the fields of `defects.report`. */
function reportFields(form: FormReader) {
	return {
		gardenId: form.text('gardenId'),
		subject: form.text('subject'),
		what: form.text('what'),
		details: form.text('details'),
		photoId: form.optional('photoId')
	};
}

/** Says that something is broken. */
export const reportDefect: FormCommand = {
	name: 'defects.report',
	version: 1,
	input: reportFields,
	thing: (_, id) => `defectId:${id}`,
	what: ({ what, details }) => [what, details].filter(Boolean).join(', '),
	photoOf: ({ gardenId }) => String(gardenId)
};

/** What becomes of a defect. */
export const defectCommands = {
	mended: textCommand('defects.mended', 'defectId', 'note'),
	reopen: textCommand('defects.reopen', 'defectId', 'note')
};
