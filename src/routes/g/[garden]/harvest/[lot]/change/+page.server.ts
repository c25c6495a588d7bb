import { redirect } from '@sveltejs/kit';
import { gardenerVisit, missing } from '#features/gardens/page.server.ts';
import { readLotForm } from '#features/harvest/form.server.ts';
import { lotDraft, lotFormData } from '#features/harvest/posting.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const { house, locale, now } = event.locals;
	if (!isCommandId(event.params.lot)) missing(event);
	const draft = await lotDraft(house.db, visit.standing, event.params.lot, locale);
	if (!draft || draft.withdrawn) missing(event);
	const asked = { now, locale, draft, changes: true };
	return { lotForm: await lotFormData(house.db, visit, visit.standing, asked) };
};

export const actions: Actions = {
	default: async (event) => {
		const visit = await gardenerVisit(event);
		const { lot: lotId } = event.params;
		const answer = await formCommand(event, 'harvest.change', async (form) => ({
			lotId,
			...(await readLotForm(event, form, visit.id))
		}));
		if (!('done' in answer)) return answer;
		redirect(303, `/g/${visit.slug}/harvest/${lotId}?news=changed`);
	}
};
