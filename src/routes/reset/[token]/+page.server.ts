import { browserOf, letIn } from '#features/account/browser.server.ts';
import { linkHolder } from '#features/account/queries.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { holder: await linkHolder(locals.house.db, params.token, 'reset', locals.now) };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await formCommand<{ sessionId: string; device: string }>(
			event,
			'account.resetPassword',
			(form) => ({ token: event.params.token, password: form.raw('password'), ...browserOf(event) })
		);
		if (!('done' in answer)) return answer;
		letIn(event, answer.done, '/');
	}
};
