import { redirect } from '@sveltejs/kit';
import { wayHome } from '#features/account/way.server.ts';
import { arrivalIn } from '#lib/offline/shared.ts';
import type { Actions, PageServerLoad } from './$types';

/** On to the form of the garden that was looked at last; a page of its own only where something is in the way. */
export const load: PageServerLoad = async (event) => {
	const arrival = arrivalIn(event.url.searchParams.get('photo'));
	const query = arrival ? `?photo=${arrival}` : '';
	const { gardens, home } = await wayHome(event, true);
	if (home) redirect(303, `/g/${home.slug}/harvest/new${query}`);
	const forms = gardens.map(({ slug, name }) => ({ name, href: `/g/${slug}/harvest/new${query}` }));
	return { forms, arrival };
};

export const actions: Actions = {
	// The service worker keeps what is shared. Where none is at work, the photo ends here, and the form says so.
	default: () => redirect(303, '/share?photo=lost')
};
