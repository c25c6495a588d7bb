import type { RequestEvent } from '@sveltejs/kit';
import { DRAW_ACTIONS } from '#features/gardens/draw/forms.server.ts';
import { stewardVisit } from '#features/gardens/page.server.ts';
import { gardenMap } from '#features/gardens/queries.server.ts';
import { plotOutlines } from '#features/plots/outlines.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = await stewardVisit(event, 'plots');
	const { db, settings } = event.locals.house;
	const [map, plots] = await Promise.all([gardenMap(db, id), plotOutlines(db, id)]);
	return { map, plots, tiles: settings.tiles ?? null };
};

function action(name: keyof typeof DRAW_ACTIONS) {
	const { command, input } = DRAW_ACTIONS[name];
	return async (event: RequestEvent) => {
		const { id } = await stewardVisit(event, 'plots');
		return formCommand(event, command, (form) => input(form, id));
	};
}

export const actions: Actions = {
	setBoundary: action('setBoundary'),
	addFeature: action('addFeature'),
	changeFeature: action('changeFeature'),
	removeFeature: action('removeFeature'),
	addZone: action('addZone'),
	changeZone: action('changeZone'),
	removeZone: action('removeZone'),
	addPlot: action('addPlot'),
	changePlot: action('changePlot'),
	reshapePlot: action('reshapePlot'),
	removePlot: action('removePlot')
};
