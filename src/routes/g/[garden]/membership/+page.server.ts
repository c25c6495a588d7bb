import { redirect, type RequestEvent } from '@sveltejs/kit';
import { insideVisit } from '#features/gardens/page.server.ts';
import { detailsInput, restInput } from '#features/members/form.ts';
import { ownMembership } from '#features/members/queries.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { standing, ...garden } = await insideVisit(event);
	const { house, now } = event.locals;
	const own = await ownMembership(house.db, garden, standing, now);
	return { own, today: dayOf(now, garden.timeZone) };
};

async function ownId(event: RequestEvent): Promise<string> {
	return (await insideVisit(event)).standing.membershipId;
}

export const actions: Actions = {
	change: async (event) => {
		const membershipId = await ownId(event);
		return formCommand(event, 'members.change', (form) => detailsInput(form, membershipId));
	},
	addRest: async (event) => {
		const membershipId = await ownId(event);
		return formCommand(event, 'members.addRest', (form) => restInput(form, membershipId));
	},
	removeRest: (event) =>
		formCommand(event, 'members.removeRest', (form) => ({ restId: form.text('restId') })),
	leave: async (event) => {
		const membershipId = await ownId(event);
		const answer = await formCommand(event, 'members.leave', () => ({ membershipId }));
		if ('done' in answer) redirect(303, '/me');
		return answer;
	}
};
