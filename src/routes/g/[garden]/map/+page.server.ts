import { openDefects } from '#features/defects/queries.server.ts';
import { gardenerVisit } from '#features/gardens/page.server.ts';
import { gardenMap } from '#features/gardens/queries.server.ts';
import { runs } from '#features/members/rules.ts';
import { plotActions } from '#features/plots/page-actions.server.ts';
import { gardeners, plotBoard } from '#features/plots/queries.server.ts';
import { forReader } from '#features/plots/reader.server.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id, timeZone, standing } = await gardenerVisit(event);
	const { house, now } = event.locals;
	const today = dayOf(now, timeZone);
	const steward = runs(standing, 'plots');
	const [map, plots, defects, people] = await Promise.all([
		gardenMap(house.db, id),
		plotBoard(house.db, id, today, standing.personId),
		openDefects(house.db, id),
		steward ? gardeners(house.db, id, today) : undefined
	]);
	return {
		map,
		plots: steward ? plots : plots.map(forReader),
		defects,
		people,
		today,
		tiles: house.settings.tiles ?? null
	};
};

export const actions: Actions = plotActions;
