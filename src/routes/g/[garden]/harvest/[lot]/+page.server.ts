import { missing, publicVisit } from '#features/gardens/page.server.ts';
import { claimActions, keeperActions } from '#features/harvest/page.server.ts';
import { peopleToHelp } from '#features/harvest/posting.server.ts';
import { lotPage } from '#features/harvest/lot-page.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await publicVisit(event);
	const { house, locale, viewer } = event.locals;
	if (!isCommandId(event.params.lot)) missing(event);
	const reader = { personId: viewer?.personId ?? null, standing: visit.standing, locale };
	const page = await lotPage(house.db, visit.id, event.params.lot, reader);
	if (!page) missing(event);
	return {
		...page,
		people: await peopleToHelp(house.db, visit.standing),
		joins: visit.neighboursMayJoin && !visit.standing,
		place: visit.place,
		news: event.url.searchParams.get('news')
	};
};

export const actions = { ...claimActions, ...keeperActions };
