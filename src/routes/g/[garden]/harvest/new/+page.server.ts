import { redirect } from '@sveltejs/kit';
import { gardenerVisit } from '#features/gardens/page.server.ts';
import { readLotForm } from '#features/harvest/form.server.ts';
import { lotDraft, lotFormData } from '#features/harvest/posting.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const { house, locale, now } = event.locals;
	const again = event.url.searchParams.get('again') ?? '';
	const draft = isCommandId(again) ? await lotDraft(house.db, visit.standing, again, locale) : null;
	return { lotForm: await lotFormData(house.db, visit, visit.standing, { now, locale, draft }) };
};

export const actions: Actions = {
	default: async (event) => {
		const visit = await gardenerVisit(event);
		const answer = await formCommand<{ lotId: string }>(event, 'harvest.post', async (form) => ({
			gardenId: visit.id,
			forPersonId: form.optional('forPersonId'),
			...(await readLotForm(event, form, visit.id))
		}));
		if (!('done' in answer)) return answer;
		redirect(303, `/g/${visit.slug}/harvest/${answer.done.lotId}?news=posted`);
	}
};
