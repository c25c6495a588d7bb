import { redirect } from '@sveltejs/kit';
import { gardenerVisit, missing, stewardVisit } from '#features/gardens/page.server.ts';
import { detailsInput, restInput } from '#features/members/form.ts';
import { invitationLink } from '#features/members/qr.server.ts';
import { householdNames, memberProfile } from '#features/members/queries.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { standing, ...garden } = await gardenerVisit(event);
	const { membership } = event.params;
	if (!isCommandId(membership)) missing(event);
	const { house, now } = event.locals;
	const person = await memberProfile(house.db, garden, standing, membership, now);
	if (!person) missing(event);
	const households = person.acting ? await householdNames(house.db, garden.id) : [];
	return { person, households, today: dayOf(now, garden.timeZone) };
};

export const actions: Actions = {
	role: (event) =>
		formCommand(event, 'members.setRole', (form) => ({
			membershipId: event.params.membership,
			role: form.text('role'),
			areas: form.text('role') === 'steward' ? form.list('areas') : []
		})),
	household: (event) =>
		formCommand(event, 'members.setHousehold', (form) => ({
			membershipId: event.params.membership,
			name: form.text('name')
		})),
	person: (event) =>
		formCommand(event, 'members.changePerson', (form) => ({
			membershipId: event.params.membership,
			name: form.text('name'),
			phone: form.text('phone')
		})),
	change: (event) =>
		formCommand(event, 'members.change', (form) => detailsInput(form, event.params.membership)),
	addRest: (event) =>
		formCommand(event, 'members.addRest', (form) => restInput(form, event.params.membership)),
	removeRest: (event) =>
		formCommand(event, 'members.removeRest', (form) => ({ restId: form.text('restId') })),
	account: async (event) => {
		await stewardVisit(event, 'people');
		const { membership: membershipId } = event.params;
		const answer = await formCommand<{ token: string }>(event, 'members.inviteToAccount', () => ({
			membershipId
		}));
		if (!('done' in answer)) return answer;
		return { ...answer, link: invitationLink(event.url.origin, answer.done.token) };
	},
	leave: async (event) => {
		const { slug } = await stewardVisit(event, 'people');
		const { membership: membershipId } = event.params;
		const answer = await formCommand(event, 'members.leave', () => ({ membershipId }));
		if ('done' in answer) redirect(303, `/g/${slug}/people`);
		return answer;
	}
};
