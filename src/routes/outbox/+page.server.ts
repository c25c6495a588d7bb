import { askToSignIn } from '#features/gardens/page.server.ts';
import type { PageServerLoad } from './$types';

/** The list itself is on the device; the page only has to be somebody's own. */
export const load: PageServerLoad = (event) => {
	askToSignIn(event);
};
