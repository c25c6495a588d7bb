import { holdsUntil, publicVisit } from '#features/gardens/page.server.ts';
import { filtered, readFilter } from '#features/harvest/filters.ts';
import { gardenBoard, withdrawnFromMe } from '#features/harvest/queries.server.ts';
import { claimActions } from '#features/harvest/page.server.ts';
import { gardens } from '#features/members/rules.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await publicVisit(event);
	const { house, locale, now, viewer } = event.locals;
	const reader = { personId: viewer?.personId ?? null, standing: visit.standing, locale };
	const { lots, validUntil, more } = await gardenBoard(house.db, visit, reader, now);
	holdsUntil(event, visit.id, new Date(validUntil));
	const filter = readFilter(event.url.searchParams);
	const others = lots.filter((lot) => !lot.own && lot.claim?.state !== 'reserved');
	return {
		mine: lots.filter((lot) => lot.claim?.state === 'reserved'),
		own: lots.filter((lot) => lot.own),
		others: filtered(others, filter, now, visit.timeZone),
		empty: lots.length === 0,
		filter,
		more,
		withdrawn: visit.standing
			? await withdrawnFromMe(house.db, visit.id, visit.standing.personId, now, locale)
			: [],
		gives: gardens(visit.standing),
		joins: visit.neighboursMayJoin && !visit.standing,
		place: visit.place
	};
};

export const actions = claimActions;
