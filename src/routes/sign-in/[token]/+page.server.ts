import { browserOf, letIn } from '#features/account/browser.server.ts';
import { linkHolder } from '#features/account/queries.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

// Looking does not use the link up: mail scanners look too.
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { holder: await linkHolder(locals.house.db, params.token, 'sign_in', locals.now) };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await formCommand<{ sessionId: string; device: string }>(
			event,
			'account.signInByLink',
			() => ({ token: event.params.token, ...browserOf(event) })
		);
		if (!('done' in answer)) return answer;
		letIn(event, answer.done, '/');
	}
};
