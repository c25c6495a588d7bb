import { error } from '@sveltejs/kit';
import { everythingOf } from '#features/account/queries.server.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import type { RequestHandler } from './$types';

/** One's own data as a file: a part for each room. */
export const GET: RequestHandler = async ({ locals }) => {
	const { house, viewer, now, locale } = locals;
	if (!viewer) error(401, sentence('error_sign_in_first', undefined, locale));
	const parts = await everythingOf(house.db, viewer.personId);
	const body = JSON.stringify({ madeAt: now, ...parts }, null, '\t');
	return new Response(body, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="plotluck-${now.toISOString().slice(0, 10)}.json"`,
			'cache-control': 'no-store'
		}
	});
};
