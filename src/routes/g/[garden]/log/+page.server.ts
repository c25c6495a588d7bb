import { gardenLog } from '#features/activity/queries.server.ts';
import { subjectHref, tell } from '#features/activity/words.server.ts';
import { gardenerVisit } from '#features/gardens/page.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const before = event.url.searchParams.get('before') ?? undefined;
	const log = await gardenLog(
		event.locals.house.db,
		visit.id,
		before && isCommandId(before) ? before : undefined
	);
	const entries = log.map((entry) => ({
		id: entry.id,
		at: entry.at,
		words: tell(entry, event.locals.locale),
		href: subjectHref(visit.slug, entry.subject)
	}));
	return { entries, older: log.length === 50 ? log.at(-1)!.id : null };
};
