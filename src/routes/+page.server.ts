import { redirect } from '@sveltejs/kit';
import { installationState } from '#features/account/installation.server.ts';
import { homeIn } from '#features/account/rules.ts';
import { wayHome } from '#features/account/way.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { house, viewer } = event.locals;
	if (!viewer) return { gardens: null, ...(await installationState(house.db)) };
	const { gardens, home } = await wayHome(event);
	if (home) redirect(303, homeIn(home));
	return { gardens, ...(await installationState(house.db)) };
};
