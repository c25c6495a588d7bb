import { publicVisit } from '#features/gardens/page.server.ts';
import { gardenSettings, shownMap } from '#features/gardens/queries.server.ts';
import { plotOutlines } from '#features/plots/outlines.server.ts';
import { areaOf } from '#lib/geo/area.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await publicVisit(event);
	const { db, settings } = event.locals.house;
	const [about, map, plots] = await Promise.all([
		gardenSettings(db, visit.id),
		shownMap(db, visit.id, visit.standing),
		plotOutlines(db, visit.id)
	]);
	return {
		about,
		map,
		squareMetres: map.boundary && areaOf(map.boundary),
		plots: plots.map(({ id, number, outline }) => ({ id, number, outline })),
		tiles: settings.tiles ?? null,
		fresh: event.url.searchParams.has('new')
	};
};
