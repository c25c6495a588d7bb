import { stewardVisit } from '#features/gardens/page.server.ts';
import { inviteInput } from '#features/members/form.ts';
import { invitationLink } from '#features/members/qr.server.ts';
import { openInvitations } from '#features/members/queries.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = await stewardVisit(event, 'people');
	return { invitations: await openInvitations(event.locals.house.db, id, event.locals.now) };
};

export const actions: Actions = {
	invite: async (event) => {
		const { id } = await stewardVisit(event, 'people');
		const answer = await formCommand<{ token: string; invitationId: string }>(
			event,
			'members.invite',
			(form) => inviteInput(form, id)
		);
		if (!('done' in answer)) return answer;
		// The secret is in this answer alone: a page loaded again can't show it any more.
		return { ...answer, link: invitationLink(event.url.origin, answer.done.token) };
	},
	revoke: (event) =>
		formCommand(event, 'members.revokeInvitation', (form) => ({ invitationId: form.text('invitationId') }))
};
