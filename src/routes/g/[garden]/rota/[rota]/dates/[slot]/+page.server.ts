import { gardenerVisit, missing } from '#features/gardens/page.server.ts';
import { dateActions } from '#features/rota/actions.server.ts';
import { canRunRotas, SEATED } from '#features/rota/rules.ts';
import { rotaChoices, rotaSeason } from '#features/rota/season.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const visit = await gardenerVisit(event);
	const { house, now } = event.locals;
	const { rota: rotaId, slot: slotId } = event.params;
	const season = isCommandId(rotaId) ? await rotaSeason(house.db, visit, rotaId, now) : null;
	const slot = season?.slots.find(({ id }) => id === slotId);
	if (!season || !slot) missing(event);
	const steward = canRunRotas(visit.standing) && season.rota.stage !== 'ended';
	const mine = slot.seats.some((seat) => seat.mine && SEATED.includes(seat.state));
	return {
		slot,
		rota: { id: rotaId, name: season.rota.name },
		mayTake: !mine && season.rota.stage !== 'ended',
		people: steward ? (await rotaChoices(house.db, visit.id)).people : null,
		now: now.toISOString()
	};
};

export const actions: Actions = dateActions;
