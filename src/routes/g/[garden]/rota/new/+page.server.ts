import { redirect } from '@sveltejs/kit';
import { stewardVisit } from '#features/gardens/page.server.ts';
import { readRotaForm } from '#features/rota/form.ts';
import { newRota, rotaChoices } from '#features/rota/season.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await stewardVisit(event, 'rota');
	const { house, now } = event.locals;
	return {
		choices: await rotaChoices(house.db, visit.id),
		rota: newRota(dayOf(now, visit.timeZone))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const visit = await stewardVisit(event, 'rota');
		const answer = await formCommand<{ rotaId: string }>(event, 'rota.draft', (form) => ({
			gardenId: visit.id,
			rota: readRotaForm(form)
		}));
		if ('done' in answer) redirect(303, `/g/${visit.slug}/rota/${answer.done.rotaId}`);
		return answer;
	}
};
