import { redirect } from '@sveltejs/kit';
import { gardenerVisit, missing } from '#features/gardens/page.server.ts';
import { turnActions } from '#features/rota/actions.server.ts';
import { turnPage } from '#features/rota/queries.server.ts';
import { canRunRotas } from '#features/rota/rules.ts';
import { rotaChoices } from '#features/rota/season.server.ts';
import { zonePlan } from '#features/rota/zone-plan.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const { house } = event.locals;
	const { turn: turnId } = event.params;
	const page = isCommandId(turnId) ? await turnPage(house.db, visit, turnId) : null;
	if (!page) missing(event);
	const { turn } = page;
	return {
		page,
		gardenId: visit.id,
		people: canRunRotas(visit.standing) ? (await rotaChoices(house.db, visit.id)).people : null,
		plan: turn.zoneId ? await zonePlan(house.db, visit.id, turn.zoneId) : null
	};
};

/** What was taken over goes on under the new holder's turn. */
function toNewTurn(action: typeof turnActions.takeOver) {
	return async (event: RequestEvent) => {
		const answer = await action(event);
		if ('done' in answer) {
			const { turnId } = answer.done as { turnId: string };
			redirect(303, `/g/${event.params.garden}/turns/${turnId}`);
		}
		return answer;
	};
}

export const actions: Actions = {
	...turnActions,
	takeOver: toNewTurn(turnActions.takeOver),
	handOver: toNewTurn(turnActions.handOver)
};
