import { linkHolder } from '#features/account/queries.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { holder: await linkHolder(locals.house.db, params.token, 'confirm_email', locals.now) };
};

export const actions: Actions = {
	default: (event) => formCommand(event, 'account.confirmEmail', () => ({ token: event.params.token }))
};
