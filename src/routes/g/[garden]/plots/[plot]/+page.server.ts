import { redirect, type RequestEvent } from '@sveltejs/kit';
import { subjectLog } from '#features/activity/queries.server.ts';
import { tell } from '#features/activity/words.server.ts';
import { openDefects } from '#features/defects/queries.server.ts';
import { gardenerVisit, missing } from '#features/gardens/page.server.ts';
import { gardenMap } from '#features/gardens/queries.server.ts';
import { runs } from '#features/members/rules.ts';
import { plotOutlines } from '#features/plots/outlines.server.ts';
import { plotPageActions } from '#features/plots/page-actions.server.ts';
import { gardeners, plotHistory, plotOnBoard } from '#features/plots/queries.server.ts';
import { forReader } from '#features/plots/reader.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { dayOf } from '#lib/time/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id: gardenId, timeZone, standing } = await gardenerVisit(event);
	const { house, now, locale } = event.locals;
	const { db } = house;
	const today = dayOf(now, timeZone);
	const steward = runs(standing, 'plots');
	const plotId = event.params.plot;
	const plot = isCommandId(plotId)
		? await plotOnBoard(db, gardenId, plotId, today, standing.personId)
		: undefined;
	if (!plot) missing(event);
	const [history, log, map, outlines, defects, people] = await Promise.all([
		plotHistory(db, gardenId, plotId, { reasons: steward }),
		subjectLog(db, gardenId, plotId),
		gardenMap(db, gardenId),
		plotOutlines(db, gardenId),
		openDefects(db, gardenId, plotId),
		steward ? gardeners(db, gardenId, today) : undefined
	]);
	return {
		plot: steward ? plot : forReader(plot),
		history: steward ? history : history.map((tenancy) => ({ ...tenancy, holders: namedOnly(tenancy) })),
		log: log.map((entry) => ({ id: entry.id, at: entry.at, words: tell(entry, locale) })),
		map,
		outlines,
		defects,
		people,
		today
	};
};

function namedOnly({ holders }: Awaited<ReturnType<typeof plotHistory>>[number]) {
	return holders.map((holder) => ({ ...holder, membershipId: '', personId: '' }));
}

export const actions: Actions = {
	...plotPageActions,
	async remove(event: RequestEvent) {
		const answer = await plotPageActions.remove(event);
		if ('done' in answer) redirect(303, `/g/${event.params.garden}/map`);
		return answer;
	}
};
