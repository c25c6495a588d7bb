import { insideVisit } from '#features/gardens/page.server.ts';
import { systemOf } from '#lib/install/rules.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await insideVisit(event);
	return { system: systemOf(event.request.headers.get('user-agent') ?? '') };
};
