import { browserOf, letIn } from '#features/account/browser.server.ts';
import { invitationOf } from '#features/account/invitations.server.ts';
import { joinState, newcomerInput } from '#features/account/join-page.server.ts';
import { homeIn } from '#features/account/rules.ts';
import { missing } from '#features/gardens/page.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { house, viewer, locale, now } = event.locals;
	event.setHeaders({ 'cache-control': 'no-store' });
	const invitation = await invitationOf(house.db, event.params.token, now);
	if (!invitation) missing(event);
	const { gardenName, slug, role, invitedBy, forPerson } = invitation;
	return {
		state: await joinState(house.db, invitation, viewer?.personId ?? null),
		invited: { gardenName, slug, role, by: invitedBy?.name ?? null, forName: forPerson?.name ?? null },
		hasEmail: Boolean(forPerson?.email),
		over: invitation.over,
		here: event.url.pathname,
		locale
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await formCommand<Parameters<typeof letIn>[1] & Parameters<typeof homeIn>[0]>(
			event,
			'account.join',
			(form) => ({ token: event.params.token, ...newcomerInput(form), ...browserOf(event) })
		);
		if (!('done' in answer)) return answer;
		letIn(event, answer.done, homeIn(answer.done));
	}
};
