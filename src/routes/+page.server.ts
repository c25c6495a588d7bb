import { redirect } from '@sveltejs/kit';
import { lastGarden } from '#features/account/browser.server.ts';
import { installationState } from '#features/account/installation.server.ts';
import { gardensOf } from '#features/account/queries.server.ts';
import { homeIn } from '#features/account/rules.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { house, viewer } = event.locals;
	if (!viewer) return { gardens: null, ...(await installationState(house.db)) };
	const gardens = await gardensOf(house.db, viewer.personId);
	const last = lastGarden(event);
	const home = gardens.length === 1 ? gardens[0] : gardens.find(({ slug }) => slug === last);
	if (home) redirect(303, homeIn(home));
	return { gardens, ...(await installationState(house.db)) };
};
