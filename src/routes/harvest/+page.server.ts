import { filtered, readFilter } from '#features/harvest/filters.ts';
import { lotsNear } from '#features/harvest/near.server.ts';
import { readPlace } from '#features/harvest/place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { house, locale, now } = locals;
	const place = readPlace(url.searchParams.get('near'));
	const { lots, more } = await lotsNear(house.db, { place, locale, now });
	const filter = readFilter(url.searchParams);
	const fitting = lots.filter(({ lot, garden }) => filtered([lot], filter, now, garden.timeZone).length);
	return { lots: fitting, more, count: lots.length, filter, near: place !== null };
};
