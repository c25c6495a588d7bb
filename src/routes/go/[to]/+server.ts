import { redirect } from '@sveltejs/kit';
import { homeIn } from '#features/account/rules.ts';
import { wayHome } from '#features/account/way.server.ts';
import { askToSignIn, missing } from '#features/gardens/page.server.ts';
import type { RequestHandler } from './$types';

/** The shortcuts of the installed app: they name no garden, so this leads to the one that was looked at last. */
export const GET: RequestHandler = async (event) => {
	const { to } = event.params;
	if (to === 'post') redirect(303, '/share');
	if (to !== 'today' && to !== 'harvest') missing(event);
	if (to === 'harvest' && !event.locals.viewer) redirect(303, '/harvest');
	askToSignIn(event);
	const { home } = await wayHome(event);
	if (!home) redirect(303, '/');
	redirect(303, to === 'harvest' ? `/g/${home.slug}/harvest` : homeIn(home));
};
