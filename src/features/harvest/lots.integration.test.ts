import { describe, expect, it } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { COURGETTES, harvestWorld } from '#tests/factories/harvest.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const database = await testDatabase();
const world = testWorld(database);
const { done, refused, db, sentJobs } = world;
const { gardenId, giver, gardener, neighbour, steward, post, sums } = await harvestWorld(world);
const stranger = await world.person('Stranger');
const elsewhere = await world.member(await world.garden(), 'steward');

const wish = (given: Record<string, unknown> = {}) => ({ gardenId, ...COURGETTES, ...given });
const lotRow = (id: string) =>
	db.selectFrom('lot').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('posting', () => {
	it('needs little: what, how much, where, until when', async () => {
		const row = await lotRow(await post({ quantity: '4,50', unit: 'kg', title: ' 5 big  Tomatos ' }));
		expect(row).toMatchObject({
			giver_id: giver.personId,
			crop: 'tomato',
			title: '5 big  Tomatos',
			quantity: '4.500',
			claimed: '0.000',
			audience: 'everyone',
			mode: 'first_come',
			whole: false
		});
		const { from, until } = await db
			.selectFrom('lot')
			.select((q) => q.fn<Date>('lower', ['pick_up']).as('from'))
			.select((q) => q.fn<Date>('upper', ['pick_up']).as('until'))
			.where('id', '=', row.id)
			.executeTakeFirstOrThrow();
		// 20:00 on the clock of Berlin in summer.
		expect([from, until]).toEqual([NOW, new Date('2026-08-18T18:00:00Z')]);
	});

	it('takes a crop of the catalogue, own words, and instants with their offset', async () => {
		expect(await lotRow(await post({ title: undefined, crop: 'red_onion' }))).toMatchObject({
			title: 'Red onions'
		});
		expect(await lotRow(await post({ title: 'Honey 🍯 from hive 3' }))).toMatchObject({ crop: null });
		expect(await lotRow(await post({ title: 'a\u0000b\u202ec' }))).toMatchObject({ title: 'abc' });
		await post({ from: '2026-08-19T08:00:00+02:00', until: '2026-08-19T08:00:00Z' });
	});

	it.each([
		[{ title: '' }, 'title', 'harvest_refused_what'],
		[{ title: '🍅🍅' }, 'title', 'harvest_refused_title_letters'],
		[{ title: 'x'.repeat(81) }, 'title', 'harvest_refused_words_too_long'],
		[{ crop: 'unicorn' }, 'crop', 'harvest_refused_crop'],
		[{ quantity: '0' }, 'quantity', 'harvest_quantity_zero'],
		[{ quantity: '-2' }, 'quantity', 'harvest_quantity_negative'],
		[{ quantity: 'NaN' }, 'quantity', 'harvest_quantity_not_a_number'],
		[{ quantity: '' }, 'quantity', 'harvest_quantity_empty'],
		[{ quantity: '1e9' }, 'quantity', 'harvest_quantity_not_a_number'],
		[{ perPerson: '0' }, 'perPerson', 'harvest_quantity_zero'],
		[{ unit: 'wagon' }, 'unit', 'error_choose_one'],
		[{ until: 'tomorrow' }, 'until', 'harvest_refused_time'],
		[{ placeKind: 'moon' }, 'placeKind', 'error_choose_one']
	])('refuses %o', async (given, field, key) => {
		const refusal = await refused(giver.personId, 'harvest.post', wish(given));
		expect(refusal.code).toBe('invalid');
		expect(refusal.issues).toMatchObject([{ field, key }]);
	});

	it.each([
		[{ quantity: '2.5' }, 'quantity', 'harvest_lot_whole_numbers'],
		[{ quantity: '10001' }, 'quantity', 'harvest_lot_too_much'],
		[{ quantity: '2000.001', unit: 'kg' }, 'quantity', 'harvest_lot_too_much'],
		[{ perPerson: '11' }, 'perPerson', 'harvest_lot_limit_too_big'],
		[{ perPerson: '1.5' }, 'perPerson', 'harvest_lot_limit_whole_numbers'],
		[{ until: '2026-08-18T16:59' }, 'until', 'harvest_lot_until_past'],
		[{ until: '2026-09-01T17:01' }, 'until', 'harvest_lot_until_too_far'],
		[{ until: '2026-02-30T12:00' }, 'until', 'harvest_refused_time'],
		[{ until: '2026-08-18T25:00' }, 'until', 'harvest_refused_time'],
		[{ from: '2026-08-18T15:59' }, 'from', 'harvest_lot_from_past'],
		[{ from: '2026-08-18T20:00' }, 'until', 'harvest_lot_until_before_from'],
		[{ placeKind: 'other' }, 'placeNote', 'harvest_refused_place_note'],
		[{ placeKind: 'home', placeNote: '  ' }, 'placeNote', 'harvest_refused_place_note'],
		[{ placeKind: 'plot', plotId: newId() }, 'place', 'harvest_refused_plot'],
		[{ photoId: newId() }, 'photo', 'harvest_refused_photo'],
		[{ forPersonId: undefined, until: '9999-12-31T23:59' }, 'until', 'harvest_refused_time']
	])('cannot be: %o', async (given, field, key) => {
		expect(await refused(giver.personId, 'harvest.post', wish(given))).toMatchObject({
			code: 'unprocessable',
			field,
			key
		});
	});

	it('may last exactly 14 days', async () => {
		await post({ until: '2026-09-01T17:00' });
	});

	it('is for gardeners; stewards post for others, and the log names both', async () => {
		expect((await refused(stranger, 'harvest.post', wish())).code).toBe('not_found');
		expect((await refused(elsewhere.personId, 'harvest.post', wish())).code).toBe('not_found');
		expect((await refused(null, 'harvest.post', wish())).code).toBe('unauthenticated');
		expect((await refused(neighbour.personId, 'harvest.post', wish())).key).toBe(
			'harvest_refused_neighbours_post'
		);
		const forGiver = wish({ forPersonId: giver.personId });
		expect((await refused(gardener.personId, 'harvest.post', forGiver)).code).toBe('forbidden');
		const forStranger = wish({ forPersonId: stranger });
		expect((await refused(steward.personId, 'harvest.post', forStranger)).key).toBe('harvest_refused_person');
		const id = newId();
		await done(steward.personId, 'harvest.post', forGiver, { id });
		expect(await lotRow(id)).toMatchObject({ giver_id: giver.personId });
		const log = await db.selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
		expect(log).toMatchObject({ actor_id: steward.personId, for_person_id: giver.personId });
	});
});

describe('changing', () => {
	const changed = (lotId: string, given: Record<string, unknown> = {}) => ({
		lotId,
		...COURGETTES,
		...given
	});

	it('keeps what is promised', async () => {
		const lotId = await post();
		await done(neighbour.personId, 'harvest.claim', { lotId, quantity: '4' });
		expect(await refused(giver.personId, 'harvest.change', changed(lotId, { quantity: '3' }))).toMatchObject({
			key: 'harvest_lot_less_than_claimed',
			params: { left: 4 }
		});
		const refusedFor = async (given: object) =>
			(await refused(giver.personId, 'harvest.change', changed(lotId, given as Record<string, unknown>))).key;
		expect(await refusedFor({ unit: 'bunch' })).toBe('harvest_lot_unit_while_claimed');
		expect(await refusedFor({ whole: true })).toBe('harvest_lot_whole_while_claimed');
		await done(giver.personId, 'harvest.change', changed(lotId, { quantity: '4', placeKind: 'gate' }));
		expect(await lotRow(lotId)).toMatchObject({ quantity: '4.000', place_kind: 'gate' });
		expect(await sums(lotId)).toEqual({ claimed: 4, sum: 4, quantity: 4 });
	});

	it('leaves the beginning alone where none is given, long after it', async () => {
		const lotId = await post({ until: '2026-08-19T20:00' });
		const now = new Date(NOW.getTime() + 20 * 3600_000);
		const input = changed(lotId, { until: '2026-08-19T21:00' });
		await done(giver.personId, 'harvest.change', input, { now });
		const past = { ...input, from: '2026-08-19T09:00' };
		expect((await refused(giver.personId, 'harvest.change', past, { now })).key).toBe(
			'harvest_lot_from_past'
		);
	});

	it('is for whoever keeps the lot, while it is open', async () => {
		const lotId = await post();
		for (const personId of [stranger, elsewhere.personId, gardener.personId, neighbour.personId])
			expect((await refused(personId, 'harvest.change', changed(lotId))).code).toBe('not_found');
		await done(steward.personId, 'harvest.change', changed(lotId, { notes: 'Not sprayed' }));
		const now = new Date('2026-08-18T18:00:00Z');
		expect((await refused(giver.personId, 'harvest.change', changed(lotId), { now })).key).toBe(
			'harvest_refused_ended'
		);
	});
});

describe('taking down', () => {
	it('gives every waiting share back, tells the people, and keeps what was picked up', async () => {
		const lotId = await post();
		const mail = { email: 'mei@example.org', email_confirmed_at: NOW, locale: 'es' };
		await db.updateTable('person').set(mail).where('id', '=', neighbour.personId).execute();
		const { claimId } = await done(gardener.personId, 'harvest.claim', { lotId, quantity: '2' });
		await done(neighbour.personId, 'harvest.claim', { lotId, quantity: '3' });
		await done(giver.personId, 'harvest.pickedUp', { claimId });
		sentJobs.length = 0;
		const reason = 'Slugs came first';
		expect(await done(giver.personId, 'harvest.withdraw', { lotId, reason })).toEqual({
			lotId,
			cancelled: 1
		});
		expect(await sums(lotId)).toMatchObject({ claimed: 2, sum: 2 });
		expect(sentJobs).toMatchObject([{ queue: 'mail', data: { to: 'mei@example.org' } }]);
		expect(JSON.stringify(sentJobs)).toContain(reason);
		expect(JSON.stringify(sentJobs)).toContain('Calabacines');
		expect((await refused(giver.personId, 'harvest.withdraw', { lotId })).key).toBe(
			'harvest_refused_withdrawn_before'
		);
		expect((await refused(neighbour.personId, 'harvest.claim', { lotId, quantity: '1' })).key).toBe(
			'harvest_claim_withdrawn'
		);
	});

	it('is for the giver and for stewards of people or moderation', async () => {
		const moderator = await world.member(gardenId, 'steward', { areas: ['moderation'] });
		const gardenKeeper = await world.member(gardenId, 'steward', { areas: ['plots'] });
		const lotId = await post();
		for (const personId of [stranger, elsewhere.personId, gardener.personId, gardenKeeper.personId])
			expect((await refused(personId, 'harvest.withdraw', { lotId })).code).toBe('not_found');
		await done(moderator.personId, 'harvest.withdraw', { lotId });
	});
});
