import { browserOf, letIn, passOn } from '#features/account/browser.server.ts';
import { safePath } from '#features/account/rules.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	passOn(event);
	return { to: safePath(event.url.searchParams.get('to')) };
};

export const actions: Actions = {
	password: async (event) => {
		let to = '/';
		const answer = await formCommand<{ sessionId: string; device: string }>(
			event,
			'account.signIn',
			(form) => {
				to = safePath(form.text('to'));
				return { who: form.text('who'), password: form.raw('password'), ...browserOf(event) };
			}
		);
		if (!('done' in answer)) return answer;
		letIn(event, answer.done, to);
	},
	link: (event) =>
		formCommand(event, 'account.askForLink', (form) => ({
			email: form.text('email'),
			purpose: form.text('purpose'),
			device: browserOf(event).device
		}))
};
