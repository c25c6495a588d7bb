import { holdsUntil } from '#features/gardens/page.server.ts';
import { filtered, readFilter } from '#features/harvest/filters.ts';
import { lotsNear } from '#features/harvest/near.server.ts';
import { readPlace } from '#features/harvest/place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, url } = event;
	const { house, locale, now } = locals;
	const place = readPlace(url.searchParams.get('near'));
	const { lots, more, validUntil } = await lotsNear(house.db, { place, locale, now });
	holdsUntil(event, '*', new Date(validUntil));
	const filter = readFilter(url.searchParams);
	const fitting = lots.filter(({ lot, garden }) => filtered([lot], filter, now, garden.timeZone).length);
	return { lots: fitting, more, count: lots.length, filter, near: place !== null };
};
