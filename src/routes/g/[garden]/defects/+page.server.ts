import type { RequestEvent } from '@sveltejs/kit';
import { defectCommands, reportDefect } from '#features/defects/form-commands.ts';
import { gardenDefects, MOST_SHOWN, reportChoices } from '#features/defects/queries.server.ts';
import { gardenerVisit } from '#features/gardens/page.server.ts';
import { addFormPhoto } from '#features/photos/upload.server.ts';
import type { FormCommand } from '#lib/command/form-command.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { standing, id } = await gardenerVisit(event);
	const { house } = event.locals;
	const defects = await gardenDefects(house.db, standing);
	return {
		gardenId: id,
		defects,
		limit: defects.length === MOST_SHOWN ? MOST_SHOWN : null,
		choices: await reportChoices(house.db, id)
	};
};

function action({ name, input }: FormCommand) {
	return (event: RequestEvent) => formCommand(event, name, input);
}

export const actions: Actions = {
	report: async (event) => {
		const { id } = await gardenerVisit(event);
		return formCommand(event, reportDefect.name, async (form) => {
			// The photo last: it is work, and what it costs should not be spent on a form that cannot be read.
			const fields = { ...reportDefect.input(form), gardenId: id };
			const photoId = await addFormPhoto(event.locals, form, id);
			return photoId ? { ...fields, photoId } : fields;
		});
	},
	mended: action(defectCommands.mended),
	reopen: action(defectCommands.reopen)
};
