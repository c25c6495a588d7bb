import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Plan and list of the plots are one page. */
export const load: PageServerLoad = ({ params }) => redirect(308, `/g/${params.garden}/map`);
