import { redirect } from '@sveltejs/kit';
import { gardenerVisit, missing } from '#features/gardens/page.server.ts';
import { rotaActions } from '#features/rota/actions.server.ts';
import { canRunRotas } from '#features/rota/rules.ts';
import { rotaPreview, rotaSeason } from '#features/rota/season.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const { house, now } = event.locals;
	const rotaId = event.params.rota;
	const season = isCommandId(rotaId) ? await rotaSeason(house.db, visit, rotaId, now) : null;
	if (!season) missing(event);
	return {
		season,
		preview: season.rota.stage === 'draft' ? await rotaPreview(house.db, visit, rotaId, now) : null,
		steward: canRunRotas(visit.standing),
		today: dayOf(now, visit.timeZone),
		now: now.toISOString()
	};
};

export const actions: Actions = {
	...rotaActions,
	discard: async (event) => {
		const visit = await gardenerVisit(event);
		const answer = await formCommand(event, 'rota.discard', (form) => ({ rotaId: form.text('rotaId') }));
		if ('done' in answer) redirect(303, `/g/${visit.slug}/rota`);
		return answer;
	}
};
