import { rememberGarden } from '#features/account/browser.server.ts';
import { publicVisit } from '#features/gardens/page.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { slug, name, timeZone, demo, standing } = await publicVisit(event);
	if (standing) rememberGarden(event, slug);
	return {
		garden: { slug, name, timeZone, demo, role: standing?.role ?? null, areas: standing?.areas ?? [] }
	};
};
