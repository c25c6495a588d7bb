import { publicVisit } from '#features/gardens/page.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { slug, name, timeZone, demo, standing } = await publicVisit(event);
	return {
		garden: { slug, name, timeZone, demo, role: standing?.role ?? null, areas: standing?.areas ?? [] }
	};
};
