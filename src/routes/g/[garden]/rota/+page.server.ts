import { gardenerVisit } from '#features/gardens/page.server.ts';
import { turnActions } from '#features/rota/actions.server.ts';
import { rotaOverview } from '#features/rota/queries.server.ts';
import { canRunRotas } from '#features/rota/rules.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const { house, now } = event.locals;
	return { overview: await rotaOverview(house.db, visit, now), steward: canRunRotas(visit.standing) };
};

export const actions: Actions = { takeOver: turnActions.takeOver, takeSeat: turnActions.takeSeat };
