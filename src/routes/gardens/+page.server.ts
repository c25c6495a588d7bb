import { GARDENS_A_PAGE, listGardens } from '#features/gardens/queries.server.ts';
import { placeIn } from '#features/gardens/rules.ts';
import type { PageServerLoad } from './$types';

const LONGEST = 100;

export const load: PageServerLoad = async ({ locals, url }) => {
	const words = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST);
	const near = placeIn(url.searchParams.get('near'));
	const page = Math.min(1000, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1') || 1));
	const { gardens, total } = await listGardens(locals.house.db, { words, near, page });
	const pages = Math.max(1, Math.ceil(total / GARDENS_A_PAGE));
	return { gardens, total, words, near, page, pages, tiles: locals.house.settings.tiles ?? null };
};
