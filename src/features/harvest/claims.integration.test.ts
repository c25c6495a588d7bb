import { expect, it, describe } from 'vitest';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { harvestWorld } from '#tests/factories/harvest.ts';
import { newId } from '#lib/command/id.ts';
import { testDatabase } from '#tests/setup/database.ts';

const database = await testDatabase();
const world = testWorld(database);
const { done, refused, send, db } = world;
const { gardenId, giver, gardener, neighbour, steward, post, sums } = await harvestWorld(world);
const stranger = await world.person('Stranger');
const elsewhere = await world.member(await world.garden(), 'steward');

interface Claimed {
	claimId: string;
	quantity: string;
	code: string;
}
const take = (personId: string, lotId: string, quantity?: string) =>
	done<Claimed>(personId, 'harvest.claim', { lotId, quantity });
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('claiming', () => {
	it('takes a share, gives a code and writes its history', async () => {
		const lotId = await post();
		const claim = await take(neighbour.personId, lotId, '2,0');
		expect(claim).toMatchObject({ quantity: '2', state: 'reserved', lotId });
		expect(claim.code).toMatch(/^\d\d$/);
		expect(await sums(lotId)).toEqual({ claimed: 2, sum: 2, quantity: 10 });
		const events = await db
			.selectFrom('claim_event')
			.selectAll()
			.where('claim_id', '=', claim.claimId)
			.execute();
		expect(events).toMatchObject([{ to_state: 'reserved', by_person_id: neighbour.personId }]);
	});

	it('takes one step where no amount is said, and all of a whole lot', async () => {
		expect((await take(gardener.personId, await post())).quantity).toBe('1');
		expect((await take(gardener.personId, await post({ quantity: '0.3', unit: 'kg' }))).quantity).toBe('0.3');
		expect((await take(gardener.personId, await post({ whole: true, perPerson: '2' }))).quantity).toBe('10');
	});

	it('happens once, however often it is sent', async () => {
		const lotId = await post();
		const id = newId();
		const first = await done(gardener.personId, 'harvest.claim', { lotId, quantity: '2' }, { id });
		expect(await done(gardener.personId, 'harvest.claim', { lotId, quantity: '2' }, { id })).toEqual(first);
		expect((await sums(lotId)).claimed).toBe(2);
	});

	it('refuses with the reason', async () => {
		const lotId = await post({ quantity: '3', perPerson: '2' });
		const key = async (personId: string, quantity: string, now = NOW) =>
			(await refused(personId, 'harvest.claim', { lotId, quantity }, { now })).key;
		expect(await key(giver.personId, '1')).toBe('harvest_claim_own_lot');
		expect(await key(gardener.personId, '3')).toBe('harvest_claim_over_limit');
		expect(await key(gardener.personId, '0.5')).toBe('harvest_claim_whole_numbers');
		expect(await key(gardener.personId, '1', later(181))).toBe('harvest_claim_over');
		await take(gardener.personId, lotId, '2');
		expect(await key(gardener.personId, '1')).toBe('harvest_claim_already');
		expect(await refused(neighbour.personId, 'harvest.claim', { lotId, quantity: '2' })).toMatchObject({
			code: 'conflict',
			key: 'harvest_claim_not_enough',
			params: { left: 1 },
			field: 'quantity'
		});
		await take(neighbour.personId, lotId, '1');
		expect(await key(steward.personId, '1')).toBe('harvest_claim_gone');
		const whole = await post({ whole: true });
		expect((await refused(gardener.personId, 'harvest.claim', { lotId: whole, quantity: '1' })).key).toBe(
			'harvest_claim_whole_only'
		);
	});

	it.each([
		['0', 'harvest_quantity_zero'],
		['-1', 'harvest_quantity_negative'],
		['NaN', 'harvest_quantity_not_a_number'],
		[Number.NaN, 'harvest_quantity_not_a_number'],
		['1.2345', 'harvest_quantity_too_fine'],
		['9'.repeat(30), 'harvest_quantity_too_big'],
		[null, 'harvest_quantity_not_a_number']
	])('refuses %s of it', async (quantity, key) => {
		const lotId = await post();
		const refusal = await refused(gardener.personId, 'harvest.claim', { lotId, quantity });
		expect(refusal.code).toBe('invalid');
		expect(refusal.issues).toMatchObject([{ field: 'quantity', key }]);
		expect((await sums(lotId)).claimed).toBe(0);
	});

	it('is not there for strangers, and lots for gardeners are not there for neighbours', async () => {
		const lotId = await post();
		const inside = await post({ audience: 'members' });
		for (const [personId, lot] of [
			[stranger, lotId],
			[elsewhere.personId, lotId],
			[neighbour.personId, inside],
			[gardener.personId, newId()]
		] as const)
			expect((await refused(personId, 'harvest.claim', { lotId: lot, quantity: '1' })).code).toBe(
				'not_found'
			);
		expect((await refused(null, 'harvest.claim', { lotId, quantity: '1' })).code).toBe('unauthenticated');
		expect((await take(gardener.personId, inside)).quantity).toBe('1');
	});

	it('lets a steward claim for somebody, and nobody else', async () => {
		const lotId = await post();
		const input = { lotId, quantity: '2', forPersonId: neighbour.personId };
		expect((await refused(gardener.personId, 'harvest.claim', input)).code).toBe('forbidden');
		expect((await refused(steward.personId, 'harvest.claim', { ...input, forPersonId: stranger })).key).toBe(
			'harvest_refused_person'
		);
		const id = newId();
		await done(steward.personId, 'harvest.claim', input, { id });
		const log = await db.selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
		expect(log).toMatchObject({ actor_id: steward.personId, for_person_id: neighbour.personId });
		expect(log.data).toMatchObject({ what: 'Courgettes' });
		expect((await refused(neighbour.personId, 'harvest.claim', { lotId, quantity: '1' })).key).toBe(
			'harvest_claim_already'
		);
	});
});

describe('afterwards', () => {
	it('a share can grow into what is free, shrink, and be given back', async () => {
		const lotId = await post({ quantity: '4' });
		const { claimId } = await take(gardener.personId, lotId, '2');
		await take(neighbour.personId, lotId, '1');
		const changed = (quantity: string) => ({ claimId, quantity });
		await done(gardener.personId, 'harvest.changeClaim', changed('3'));
		expect(await refused(gardener.personId, 'harvest.changeClaim', changed('4'))).toMatchObject({
			key: 'harvest_claim_not_enough',
			params: { left: 3 }
		});
		await done(gardener.personId, 'harvest.changeClaim', changed('1'));
		expect((await sums(lotId)).claimed).toBe(2);
		await done(gardener.personId, 'harvest.cancelClaim', { claimId });
		expect(await sums(lotId)).toMatchObject({ claimed: 1, sum: 1 });
		expect((await refused(gardener.personId, 'harvest.cancelClaim', { claimId })).key).toBe(
			'harvest_claim_not_live'
		);
		expect((await refused(gardener.personId, 'harvest.changeClaim', changed('1'))).key).toBe(
			'harvest_claim_not_live'
		);
		await take(gardener.personId, lotId, '3');
		expect((await sums(lotId)).claimed).toBe(4);
	});

	it('is ticked off by giver, steward, claimer or code, and the tick can be taken back', async () => {
		const lotId = await post();
		const { claimId, code } = await take(neighbour.personId, lotId, '2');
		for (const [personId, input] of [
			[giver.personId, { lotId, code }],
			[steward.personId, { claimId }],
			[neighbour.personId, { claimId }]
		] as const) {
			expect(await done(personId, 'harvest.pickedUp', input)).toMatchObject({ claimId, state: 'picked_up' });
			await done(personId, 'harvest.undoPickUp', { claimId });
		}
		await done(giver.personId, 'harvest.pickedUp', { claimId });
		expect((await refused(giver.personId, 'harvest.pickedUp', { claimId })).key).toBe(
			'harvest_claim_already_ticked'
		);
		expect((await refused(neighbour.personId, 'harvest.cancelClaim', { claimId })).key).toBe(
			'harvest_claim_picked_up'
		);
		expect((await refused(giver.personId, 'harvest.release', { claimId })).key).toBe(
			'harvest_claim_already_ticked'
		);
		expect((await refused(neighbour.personId, 'harvest.claim', { lotId, quantity: '1' })).key).toBe(
			'harvest_claim_picked_up'
		);
		const other = String(((Number(code) - 10 + 1) % 90) + 10);
		expect((await refused(giver.personId, 'harvest.pickedUp', { lotId, code: other })).key).toBe(
			'harvest_refused_code'
		);
		expect((await sums(lotId)).claimed).toBe(2);
	});

	it('is freed by the giver where nobody came, and may be claimed anew', async () => {
		const lotId = await post({ quantity: '2' });
		const { claimId } = await take(neighbour.personId, lotId, '2');
		await done(giver.personId, 'harvest.release', { claimId });
		expect(await sums(lotId)).toMatchObject({ claimed: 0, sum: 0 });
		await take(neighbour.personId, lotId, '1');
	});

	it('is nobody else’s business', async () => {
		const lotId = await post();
		const { claimId, code } = await take(neighbour.personId, lotId, '2');
		const attempts: [string, object][] = [
			['harvest.changeClaim', { claimId, quantity: '1' }],
			['harvest.cancelClaim', { claimId }],
			['harvest.pickedUp', { claimId }],
			['harvest.pickedUp', { lotId, code }],
			['harvest.undoPickUp', { claimId }],
			['harvest.release', { claimId }]
		];
		for (const [name, input] of attempts) {
			for (const personId of [stranger, elsewhere.personId, gardener.personId])
				expect((await refused(personId, name, input)).code, name).toBe('not_found');
			expect((await refused(null, name, input)).code, name).toBe('unauthenticated');
		}
		// The claimer cannot free it as "not collected", nor tick others off by code; the giver cannot shrink it.
		expect((await refused(neighbour.personId, 'harvest.release', { claimId })).code).toBe('not_found');
		expect((await refused(neighbour.personId, 'harvest.pickedUp', { lotId, code })).code).toBe('not_found');
		expect((await refused(giver.personId, 'harvest.changeClaim', { claimId, quantity: '1' })).code).toBe(
			'not_found'
		);
		expect((await refused(giver.personId, 'harvest.cancelClaim', { claimId: newId() })).code).toBe(
			'not_found'
		);
		expect((await sums(lotId)).claimed).toBe(2);
	});
});

describe('the database itself', () => {
	it('refuses more than there is, whatever writes it', async () => {
		const lotId = await post({ quantity: '1' });
		await take(gardener.personId, lotId, '1');
		await expect(
			db.updateTable('claim').set({ quantity: '2' }).where('lot_id', '=', lotId).execute()
		).rejects.toThrow(/lot_claims_within_quantity/);
		expect(await sums(lotId)).toMatchObject({ claimed: 1, sum: 1 });
	});
});

describe('all at once', () => {
	it.each([200, 400])('gives the last ten bunches to exactly ten of %i', async (count) => {
		const lotId = await post({ quantity: '10', unit: 'bunch', perPerson: '1' });
		const crowd = await Promise.all(Array.from({ length: count }, () => world.person()));
		const now = { joined_at: NOW, role: 'neighbour' as const };
		const rows = crowd.map((person_id) => ({ id: newId(), garden_id: gardenId, person_id, ...now }));
		await db.insertInto('membership').values(rows).execute();
		const start = performance.now();
		const answers = await Promise.all(
			crowd.map((one) => send(one, 'harvest.claim', { lotId, quantity: '1' }))
		);
		const seconds = (performance.now() - start) / 1000;
		const granted = answers.filter((answer) => answer.ok);
		const keys = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.key]));
		expect(granted).toHaveLength(10);
		expect(keys).toEqual(Array.from({ length: count - 10 }, () => 'harvest_claim_gone'));
		expect(new Set(granted.map((answer) => (answer.result as Claimed).code)).size).toBe(10);
		expect(await sums(lotId)).toEqual({ claimed: 10, sum: 10, quantity: 10 });
		expect(seconds).toBeLessThan(5);
		console.info(`${count} claims at once on ${database.engine}: ${seconds.toFixed(2)} s`);
	});
});
