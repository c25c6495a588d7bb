import { insideVisit } from '#features/gardens/page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await insideVisit(event);
};
