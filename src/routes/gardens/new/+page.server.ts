import { redirect } from '@sveltejs/kit';
import { settingsFrom } from '#features/gardens/form.ts';
import { askToSignIn } from '#features/gardens/page.server.ts';
import { timeZones } from '#features/gardens/time-zones.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	askToSignIn(event);
	const { house, locale } = event.locals;
	return { zones: timeZones(), tiles: house.settings.tiles ?? null, locale };
};

export const actions: Actions = {
	async default(event) {
		const answer = await formCommand<{ slug: string }>(event, 'gardens.found', settingsFrom);
		if ('done' in answer) redirect(303, `/g/${answer.done.slug}?new`);
		return answer;
	}
};
