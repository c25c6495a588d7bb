import { redirect } from '@sveltejs/kit';
import { missing, stewardVisit } from '#features/gardens/page.server.ts';
import { readRotaForm } from '#features/rota/form.ts';
import { rotaChoices, rotaFields } from '#features/rota/season.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await stewardVisit(event, 'rota');
	const { house, now } = event.locals;
	const { rota: rotaId } = event.params;
	const found = isCommandId(rotaId) ? await rotaFields(house.db, visit, rotaId, now) : null;
	if (!found) missing(event);
	return { ...found, rotaId, choices: await rotaChoices(house.db, visit.id) };
};

export const actions: Actions = {
	default: async (event) => {
		const visit = await stewardVisit(event, 'rota');
		const rotaId = event.params.rota;
		const answer = await formCommand(event, 'rota.change', (form) => ({ rotaId, rota: readRotaForm(form) }));
		if ('done' in answer) redirect(303, `/g/${visit.slug}/rota/${rotaId}`);
		return answer;
	}
};
