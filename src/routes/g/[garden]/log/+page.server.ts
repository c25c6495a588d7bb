import { gardenLog, LOG_PAGE } from '#features/activity/queries.server.ts';
import { subjectHref, tell } from '#features/activity/words.server.ts';
import { gardenerVisit } from '#features/gardens/page.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { dayOf } from '#lib/time/day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id, slug, timeZone } = await gardenerVisit(event);
	const { house, locale, now } = event.locals;
	const before = event.url.searchParams.get('before') ?? '';
	const log = await gardenLog(house.db, id, isCommandId(before) ? before : undefined);
	const entries = log.map((entry) => ({
		id: entry.id,
		at: entry.at,
		arrivedAt: entry.arrivedAt,
		words: tell(entry, locale),
		href: subjectHref(slug, entry)
	}));
	const older = log.length === LOG_PAGE ? log.at(-1)!.id : null;
	return { entries, older, today: dayOf(now, timeZone) };
};
