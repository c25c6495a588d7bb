import type { testWorld } from './world.ts';

/** A lot as somebody posts it on 18 August 2026 at 17:00: ten courgettes until 20:00, at the stall. */
export const COURGETTES = {
	title: 'Courgettes',
	quantity: '10',
	unit: 'piece',
	placeKind: 'stall',
	until: '2026-08-18T20:00'
};

/** A garden with a giver, a gardener, a neighbour and a steward, and a way to post there. */
export async function harvestWorld(world: ReturnType<typeof testWorld>) {
	const gardenId = await world.garden();
	const giver = await world.member(gardenId, 'member', { name: 'Ahmed' });
	const gardener = await world.member(gardenId, 'member', { name: 'Rosa' });
	const neighbour = await world.member(gardenId, 'neighbour', { name: 'Mei' });
	const steward = await world.member(gardenId, 'steward', { name: 'Noor' });

	/** Posts a lot and answers its id. */
	async function post(given: Record<string, unknown> = {}, personId = giver.personId): Promise<string> {
		const { lotId } = await world.done<{ lotId: string }>(personId, 'harvest.post', {
			gardenId,
			...COURGETTES,
			...given
		});
		return lotId;
	}

	/** What the database holds of a lot: what is claimed, and the sum of the claims that count. */
	async function sums(lotId: string): Promise<{ claimed: number; sum: number; quantity: number }> {
		const row = await world.db
			.selectFrom('lot')
			.select(['claimed', 'quantity'])
			.select((q) =>
				q
					.selectFrom('claim')
					.select((c) => c.fn.sum<string>('claim.quantity').as('sum'))
					.whereRef('claim.lot_id', '=', 'lot.id')
					.where('claim.state', 'in', ['reserved', 'picked_up'])
					.as('sum')
			)
			.where('id', '=', lotId)
			.executeTakeFirstOrThrow();
		return { claimed: Number(row.claimed), sum: Number(row.sum ?? 0), quantity: Number(row.quantity) };
	}

	return { gardenId, giver, gardener, neighbour, steward, post, sums };
}
