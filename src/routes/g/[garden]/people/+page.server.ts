import { gardenerVisit } from '#features/gardens/page.server.ts';
import { membersOf, PEOPLE_A_PAGE } from '#features/members/queries.server.ts';
import { ROLES } from '#features/members/schema.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { standing, ...garden } = await gardenerVisit(event);
	const { searchParams } = event.url;
	const words = (searchParams.get('q') ?? '').trim().slice(0, 80);
	const role = ROLES.find((one) => one === searchParams.get('role'));
	const page = Math.max(1, Math.min(1000, Number.parseInt(searchParams.get('page') ?? '', 10) || 1));
	const { house, now } = event.locals;
	const { people, total } = await membersOf(house.db, garden, standing, { words, role, page }, now);
	return { people, total, words, role, pageNumber: page, pages: Math.ceil(total / PEOPLE_A_PAGE) };
};
