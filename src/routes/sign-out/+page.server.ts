import { redirect } from '@sveltejs/kit';
import { sessionRef } from '#features/account/queries.server.ts';
import { clearSessionCookie } from '#lib/auth/cookies.server.ts';
import { newId } from '#lib/command/id.ts';
import { MARK_COOKIE } from '#lib/offline/lost.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (!locals.viewer) redirect(303, '/');
};

export const actions: Actions = {
	default: async ({ locals, cookies, url }) => {
		const { viewer, sessionId, actor, house } = locals;
		if (viewer && sessionId) {
			const input = { session: sessionRef(sessionId) };
			await house.send(actor, { id: newId(), name: 'account.endSession', input });
		}
		clearSessionCookie(cookies, url);
		// What was kept here is now thrown away on purpose.
		cookies.delete(MARK_COOKIE, { path: '/', httpOnly: false });
		redirect(303, '/');
	}
};
