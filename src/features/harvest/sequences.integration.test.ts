import fc from 'fast-check';
import { expect, it } from 'vitest';
import { harvestWorld } from '#tests/factories/harvest.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const world = testWorld(await testDatabase());
const { gardenId, giver, steward, post, sums } = await harvestWorld(world);
const people = await Promise.all(
	Array.from({ length: 4 }, async () => (await world.member(gardenId, 'neighbour')).personId)
);

type Step = [verb: string, who: number, thousandths: number];
const steps = fc.array(
	fc.tuple(
		fc.constantFrom(
			'claim',
			'claim',
			'changeClaim',
			'cancelClaim',
			'pickedUp',
			'undoPickUp',
			'release',
			'change'
		),
		fc.nat({ max: people.length - 1 }),
		fc.integer({ min: 1, max: 3000 })
	),
	{ minLength: 5, maxLength: 24 }
);

it('no sequence, one by one or in waves, gives more than there is, and the sum is always right', async () => {
	await fc.assert(
		fc.asyncProperty(steps, fc.integer({ min: 1, max: 6 }), async (sequence, wave) => {
			const lotId = await post({ quantity: '4.25', unit: 'kg', perPerson: '2.5' });
			const claims = new Map<number, string>();
			for (let at = 0; at < sequence.length; at += wave) {
				await Promise.all(sequence.slice(at, at + wave).map((step) => take(lotId, claims, step)));
				const { claimed, sum, quantity } = await sums(lotId);
				expect(claimed).toBeCloseTo(sum, 9);
				expect(claimed).toBeLessThanOrEqual(quantity);
			}
		}),
		{ numRuns: 25 }
	);
}, 120_000);

/** Sends one step; refusals are part of the game, anything else that goes wrong fails the test. */
async function take(
	lotId: string,
	claims: Map<number, string>,
	[verb, who, thousandths]: Step
): Promise<void> {
	const quantity = String(thousandths / 1000);
	if (verb === 'claim') {
		const answer = await world.send(people[who]!, 'harvest.claim', { lotId, quantity });
		if (answer.ok) claims.set(who, (answer.result as { claimId: string }).claimId);
		return;
	}
	if (verb === 'change') {
		const place = { placeKind: 'stall', until: '2026-08-18T20:00' };
		await world.send(giver.personId, 'harvest.change', {
			lotId,
			title: 'Peas',
			unit: 'kg',
			quantity,
			...place
		});
		return;
	}
	const claimId = claims.get(who);
	if (!claimId) return;
	const sender = verb === 'release' ? steward.personId : people[who]!;
	await world.send(sender, `harvest.${verb}`, { claimId, ...(verb === 'changeClaim' ? { quantity } : {}) });
}
