import type { testWorld } from './world.ts';

type World = ReturnType<typeof testWorld>;

/** A watering rota's fields: Tuesdays and Saturdays of August and September 2026, 18:00 to 20:00, one person each. */
export const WATERING = {
	name: 'Watering, zone B',
	duty: 'watering',
	instructions: 'Greenhouse first. Tomatoes at the root.',
	from: '2026-08-01',
	to: '2026-09-30',
	weekdays: ['TU', 'SA'],
	startsAt: '18:00',
	minutes: 120,
	room: 1
} as const;

/** Drafts and publishes a rota as its steward; `now` decides which slots still come. Answers its id. */
export async function publishedRota(
	world: World,
	gardenId: string,
	steward: string,
	given: Record<string, unknown> = {},
	now?: Date
): Promise<string> {
	const rota = { ...WATERING, ...given };
	const { rotaId } = await world.done<{ rotaId: string }>(steward, 'rota.draft', { gardenId, rota }, { now });
	await world.done(steward, 'rota.publish', { rotaId }, { now });
	return rotaId;
}

/** The turns of a rota in order of time and seat. */
export function turnsOf(world: World, rotaId: string) {
	return world.db
		.selectFrom('turn')
		.innerJoin('slot', 'slot.id', 'turn.slot_id')
		.selectAll('turn')
		.select('slot.day')
		.where('slot.rota_id', '=', rotaId)
		.orderBy('slot.day')
		.orderBy('turn.seat')
		.orderBy('turn.created_at')
		.execute();
}
