import { redirect, type RequestEvent } from '@sveltejs/kit';
import { settingsFrom } from '#features/gardens/form.ts';
import { insideVisit, missing } from '#features/gardens/page.server.ts';
import { gardenSettings } from '#features/gardens/queries.server.ts';
import { timeZones } from '#features/gardens/time-zones.server.ts';
import { runs } from '#features/members/rules.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Settings are open to stewards of people or of plots. */
async function settingsVisit(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const visit = await insideVisit(event);
	if (!runs(visit.standing, 'people') && !runs(visit.standing, 'plots')) missing(event);
	return visit;
}

export const load: PageServerLoad = async (event) => {
	const visit = await settingsVisit(event);
	const { house, locale } = event.locals;
	return {
		settings: await gardenSettings(house.db, visit.id),
		mayClose: runs(visit.standing, 'people'),
		zones: timeZones(),
		tiles: house.settings.tiles ?? null,
		locale
	};
};

export const actions: Actions = {
	async change(event) {
		const { id: gardenId } = await settingsVisit(event);
		return formCommand(event, 'gardens.change', (form) => ({ gardenId, ...settingsFrom(form) }));
	},
	async close(event) {
		const { id: gardenId } = await settingsVisit(event);
		const answer = await formCommand(event, 'gardens.close', (form) => ({
			gardenId,
			name: form.text('name')
		}));
		if ('done' in answer) redirect(303, '/gardens');
		return answer;
	}
};
