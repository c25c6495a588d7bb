import { redirect } from '@sveltejs/kit';
import { stewardVisit } from '#features/gardens/page.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await stewardVisit(event, 'people');
};

export const actions: Actions = {
	add: async (event) => {
		const { id: gardenId, slug } = await stewardVisit(event, 'people');
		const answer = await formCommand<{ membershipId: string }>(event, 'members.addPerson', (form) => ({
			gardenId,
			name: form.text('name'),
			role: form.text('role'),
			phone: form.text('phone')
		}));
		if ('done' in answer) redirect(303, `/g/${slug}/people/${answer.done.membershipId}`);
		return answer;
	}
};
