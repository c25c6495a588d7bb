import { insideVisit } from '#features/gardens/page.server.ts';
import { turnActions } from '#features/rota/actions.server.ts';
import { todayPage } from '#features/today/today.server.ts';
import { inWords } from '#features/today/words.server.ts';
import { keptUntilChanges } from '#lib/house/kept.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** The screen that is opened most: several times a day by everybody, while the garden changes now and then. */
const kept = keptUntilChanges();

export const load: PageServerLoad = async (event) => {
	const visit = await insideVisit(event);
	event.locals.keepFor = visit.id;
	const { house, now, locale } = event.locals;
	const key = `${visit.standing.membershipId} ${visit.standing.role} ${locale}`;
	return kept.answer(visit.id, key, now, async () => ({
		today: inWords(await todayPage(house.db, visit, now, locale), visit.timeZone)
	}));
};

export const actions: Actions = turnActions;
