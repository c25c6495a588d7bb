import { insideVisit } from '#features/gardens/page.server.ts';
import { turnActions } from '#features/rota/actions.server.ts';
import { todayPage } from '#features/today/today.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await insideVisit(event);
	const { house, now, locale } = event.locals;
	return { today: await todayPage(house.db, visit, now, locale) };
};

export const actions: Actions = turnActions;
