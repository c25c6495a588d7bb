import { stewardVisit } from '#features/gardens/page.server.ts';
import { importAction, previewAction } from '#features/transfer/plot-file.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { units } = await stewardVisit(event, 'plots');
	return { units };
};

export const actions: Actions = {
	async preview(event) {
		const { id } = await stewardVisit(event, 'plots');
		return previewAction(event, id);
	},
	async import(event) {
		const { id } = await stewardVisit(event, 'plots');
		return importAction(event, id);
	}
};
