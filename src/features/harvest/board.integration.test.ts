import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Standing } from '#features/members/rules.ts';
import { standingOf } from '#features/members/access.server.ts';
import { harvestWorld } from '#tests/factories/harvest.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { lotsNear } from './near.server.ts';
import { lotDraft, lotFormData } from './posting.server.ts';
import { lotPage } from './lot-page.server.ts';
import { gardenBoard, myPickUps, withdrawnFromMe } from './queries.server.ts';

/** Sooner than any other lot of these tests ends. */
const UNTIL = '2026-08-18T17:30:00Z';

const database = await testDatabase();
const world = testWorld(database);
const { db, done } = world;

async function fresh() {
	const garden = await harvestWorld(world);
	const reader = async (personId: string | null, locale = 'en') => ({
		personId,
		standing: (await standingOf(db, garden.gardenId, personId)) as Standing | null,
		locale
	});
	const board = async (personId: string | null, now = NOW) =>
		gardenBoard(db, { id: garden.gardenId, timeZone: 'Europe/Berlin' }, await reader(personId), now);
	return { ...garden, reader, board };
}

describe('the board', () => {
	it('shows the public no person, no home and nothing that is for gardeners', async () => {
		const { board, post, giver } = await fresh();
		await post();
		await post({ title: 'Plums', placeKind: 'home', placeNote: 'Linden Street 4, second floor' });
		await post({ title: 'Basil', audience: 'members' });
		const { lots } = await board(null);
		expect(lots.map(({ title }) => title).sort()).toEqual(['Courgettes', 'Plums']);
		expect(JSON.stringify(lots)).not.toMatch(/Ahmed|Linden/);
		expect(JSON.stringify(lots)).not.toContain(giver.personId);
	});

	it('shows gardeners who gives, neighbours only once they claimed, and the home to those who come', async () => {
		const { board, post, gardener, neighbour, giver } = await fresh();
		const lotId = await post({ placeKind: 'home', placeNote: 'Linden Street 4' });
		const seen = async (personId: string) => (await board(personId)).lots[0]!;
		expect(await seen(gardener.personId)).toMatchObject({ giver: 'Ahmed', place: { note: '' }, claim: null });
		expect(await seen(neighbour.personId)).toMatchObject({ giver: null, place: { note: '' } });
		await done(neighbour.personId, 'harvest.claim', { lotId, quantity: '3' });
		expect(await seen(neighbour.personId)).toMatchObject({
			giver: 'Ahmed',
			place: { note: 'Linden Street 4' },
			left: '7',
			most: '10',
			claim: { quantity: '3', state: 'reserved' }
		});
		expect(await seen(giver.personId)).toMatchObject({
			own: true,
			coming: 1,
			place: { note: 'Linden Street 4' }
		});
		expect(await seen(gardener.personId)).toMatchObject({ coming: 0, left: '7' });
	});

	it('says until when it is true: the next window that opens or closes, or midnight in the garden', async () => {
		const { board, post, giver } = await fresh();
		const none = await board(null);
		expect(none).toMatchObject({ lots: [], validUntil: '2026-08-18T22:00:00.000Z' });
		await post();
		expect((await board(null)).validUntil).toBe('2026-08-18T18:00:00.000Z');
		await post({ from: '2026-08-18T18:30' });
		expect((await board(null)).validUntil).toBe('2026-08-18T16:30:00.000Z');
		const over = await board(null, new Date('2026-08-18T18:00:00Z'));
		expect(over.lots).toEqual([]);
		expect((await board(giver.personId)).lots).toHaveLength(2);
	});

	it('puts what is all taken last', async () => {
		const { board, post, gardener } = await fresh();
		const first = await post({ quantity: '1', until: '2026-08-18T18:00' });
		const second = await post();
		await done(gardener.personId, 'harvest.claim', { lotId: first, quantity: '1' });
		expect((await board(null)).lots.map(({ id, left }) => [id, left])).toEqual([
			[second, '10'],
			[first, '0']
		]);
	});
});

describe('a board that is too long to be shown whole', () => {
	/** Lots of the giver that end before all that are posted otherwise: as many as are shown, and one more. */
	async function crowded() {
		const garden = await fresh();
		const { post, gardener, gardenId } = garden;
		// Its lots are no part of what is near a place.
		await db.updateTable('garden').set({ listed: false }).where('id', '=', gardenId).execute();
		const late = { until: '2026-08-20T20:00' };
		const claimed = await post({ ...late, title: 'Claimed' });
		const taken = await post({ ...late, title: 'Picked up' });
		const own = await post({ ...late, title: 'Own' }, gardener.personId);
		const beyond = await post({ ...late, title: 'Beyond' });
		for (const lotId of [claimed, taken])
			await done(garden.neighbour.personId, 'harvest.claim', { lotId, quantity: '1' });
		await sql`
			insert into lot select (jsonb_populate_record(lot, jsonb_build_object(
				'id', gen_random_uuid(), 'title', 'Many', 'claimed', 0, 'pick_up', tstzrange(lower(pick_up), ${UNTIL})
			))).*
			from lot, generate_series(1, 200) where lot.id = ${beyond}`.execute(db);
		return { ...garden, claimed, taken, own, beyond };
	}

	it('never leaves out what one gives or has claimed, and says that there is more', async () => {
		const { board, neighbour, gardener, giver, claimed, taken, own, beyond } = await crowded();
		const ids = async (personId: string | null) => {
			const { lots, more } = await board(personId);
			expect(new Set(lots.map(({ id }) => id)).size).toBe(lots.length);
			return { ids: lots.map(({ id }) => id), more };
		};
		const everybody = await ids(null);
		expect(everybody.ids).toHaveLength(200);
		expect(everybody.more).toBe(true);
		for (const lotId of [claimed, taken, own, beyond]) expect(everybody.ids).not.toContain(lotId);

		const neighbours = await ids(neighbour.personId);
		expect(neighbours.ids).toHaveLength(202);
		expect(neighbours.ids).toEqual(expect.arrayContaining([claimed, taken]));
		expect(neighbours.ids).not.toContain(beyond);
		expect(neighbours.more).toBe(true);

		const gardeners = await ids(gardener.personId);
		expect(gardeners.ids).toHaveLength(201);
		expect(gardeners.ids).toContain(own);

		const givers = await ids(giver.personId);
		expect(givers.ids).toHaveLength(204);
		expect(givers.more).toBe(false);
	});

	it('of exactly as many as are shown there is no more', async () => {
		const { board, beyond, claimed, taken, own } = await crowded();
		await db.deleteFrom('claim').where('lot_id', 'in', [claimed, taken]).execute();
		await db
			.updateTable('lot')
			.set({ withdrawn_at: NOW })
			.where('id', 'in', [beyond, claimed, taken, own])
			.execute();
		const { lots, more } = await board(null);
		expect(lots).toHaveLength(200);
		expect(more).toBe(false);
	});
});

describe('what a person has to pick up', () => {
	it('is there with place, window and code until the window ends', async () => {
		const { gardenId, post, neighbour, giver } = await fresh();
		const lotId = await post({ title: 'Tomatoes' });
		const { claimId, code } = await done(neighbour.personId, 'harvest.claim', { lotId, quantity: '2' });
		expect(await myPickUps(db, gardenId, neighbour.personId, NOW, 'es')).toMatchObject([
			{
				claimId,
				lotId,
				title: 'Tomates',
				quantity: '2',
				unit: 'piece',
				code,
				giver: 'Ahmed',
				until: '2026-08-18T18:00:00.000Z'
			}
		]);
		expect(await myPickUps(db, gardenId, giver.personId, NOW)).toEqual([]);
		expect(await myPickUps(db, gardenId, neighbour.personId, new Date('2026-08-18T18:00:00Z'))).toEqual([]);
		await done(neighbour.personId, 'harvest.pickedUp', { claimId });
		expect(await myPickUps(db, gardenId, neighbour.personId, NOW)).toEqual([]);
	});

	it('says what was taken back, and why', async () => {
		const { gardenId, post, neighbour, gardener, giver } = await fresh();
		const lotId = await post();
		const { claimId } = await done(gardener.personId, 'harvest.claim', { lotId, quantity: '2' });
		await done(
			gardener.personId,
			'harvest.cancelClaim',
			{ claimId },
			{ now: new Date(NOW.getTime() - 1000) }
		);
		await done(neighbour.personId, 'harvest.claim', { lotId, quantity: '2' });
		await done(giver.personId, 'harvest.withdraw', { lotId, reason: 'Slugs' });
		const gone = [{ id: lotId, title: 'Courgettes', reason: 'Slugs' }];
		expect(await withdrawnFromMe(db, gardenId, neighbour.personId, NOW, 'en')).toEqual(gone);
		expect(await withdrawnFromMe(db, gardenId, gardener.personId, NOW, 'en')).toEqual([]);
	});
});

describe('one lot', () => {
	it('tells its keeper who comes, with the contact they opened', async () => {
		const { gardenId, post, reader, giver, gardener, neighbour, steward } = await fresh();
		const lotId = await post();
		const claim = { lotId, quantity: '2', note: 'Coming by bike at six' };
		await done(gardener.personId, 'harvest.claim', claim);
		await done(neighbour.personId, 'harvest.claim', { lotId, quantity: '1' });
		const phone = { phone: '555 0101' };
		await db
			.updateTable('person')
			.set(phone)
			.where('id', 'in', [gardener.personId, neighbour.personId])
			.execute();
		await db
			.updateTable('membership')
			.set({ phone_open_to: 'members' })
			.where('id', '=', gardener.membershipId)
			.execute();
		const page = async (personId: string | null) => lotPage(db, gardenId, lotId, await reader(personId));
		const comers = (await page(giver.personId))!.comers;
		expect(comers).toMatchObject([
			{ name: 'Rosa', quantity: '2', note: 'Coming by bike at six', phone: '555 0101' },
			{ name: 'Mei', quantity: '1', phone: null }
		]);
		expect((await page(steward.personId))!.comers.map((one) => one.phone)).toEqual(['555 0101', '555 0101']);
		expect(await page(gardener.personId)).toMatchObject({ keeps: false, comers: [] });
		expect(JSON.stringify(await page(null))).not.toMatch(/Rosa|Mei|Ahmed|555/);
	});

	it('is not there for those who may not see it', async () => {
		const { gardenId, post, reader, giver, gardener, neighbour } = await fresh();
		const lotId = await post({ audience: 'members' });
		const page = async (personId: string | null) => lotPage(db, gardenId, lotId, await reader(personId));
		expect(await page(null)).toBeNull();
		expect(await page(neighbour.personId)).toBeNull();
		expect(await page(gardener.personId)).not.toBeNull();
		const elsewhere = await world.garden();
		expect(await lotPage(db, elsewhere, lotId, await reader(giver.personId))).toBeNull();
		await done(giver.personId, 'harvest.withdraw', { lotId });
		expect(await page(gardener.personId)).toBeNull();
		expect((await page(giver.personId))!.lot.withdrawn).toBe(true);
	});
});

describe('near a place', () => {
	it('lists public lots of listed gardens, nearest first', async () => {
		const here = await fresh();
		const there = await fresh();
		const hidden = await fresh();
		await db.updateTable('garden').set({ lng: 13.5 }).where('id', '=', there.gardenId).execute();
		await db.updateTable('garden').set({ listed: false }).where('id', '=', hidden.gardenId).execute();
		const near = await here.post({ title: 'Near figs', until: '2026-08-19T20:00' });
		const far = await there.post({ title: 'Far figs' });
		await hidden.post({ title: 'Hidden figs' });
		await here.post({ title: 'Inside figs', audience: 'members' });
		const figs = async (place: { lng: number; lat: number } | null) => {
			const { lots } = await lotsNear(db, { place, locale: 'en', now: NOW });
			return lots.filter(({ lot }) => lot.crop === 'fig');
		};
		expect((await figs(null)).map(({ lot, km }) => [lot.id, km])).toEqual([
			[far, null],
			[near, null]
		]);
		const sorted = await figs({ lng: 13.4, lat: 52.5 });
		expect(sorted.map(({ lot }) => lot.id)).toEqual([near, far]);
		expect(sorted[0]!.km).toBe(0);
		expect(sorted[1]!.km).toBeCloseTo(6.77, 1);
		expect(JSON.stringify(sorted)).not.toContain('Ahmed');
	});
});

describe('the posting form', () => {
	it('offers the own former lots, and what this garden gives', async () => {
		const { post, reader, giver, gardener, steward } = await fresh();
		const garden = { timeZone: 'Europe/Berlin' };
		await post({ title: 'Peas' });
		const lotId = await post({ title: 'Peas', quantity: '3', unit: 'bag' });
		const data = async (personId: string) =>
			lotFormData(db, garden, (await reader(personId)).standing!, { now: NOW, locale: 'es' });
		const own = await data(giver.personId);
		expect(own.former).toMatchObject([{ title: 'Guisantes', quantity: '3', unit: 'bag' }]);
		expect(own.quick).toHaveLength(8);
		expect(own.quick[0]).toEqual({ key: 'pea', name: 'Guisantes' });
		expect(own.people).toEqual([]);
		expect((await data(gardener.personId)).former).toEqual([]);
		expect((await data(steward.personId)).people.map(({ name }) => name)).toEqual(['Ahmed', 'Rosa']);
		const standing = async (personId: string) => (await reader(personId)).standing!;
		expect(await lotDraft(db, await standing(giver.personId), lotId, 'en')).toMatchObject({ title: 'Peas' });
		expect(await lotDraft(db, await standing(steward.personId), lotId, 'en')).not.toBeNull();
		expect(await lotDraft(db, await standing(gardener.personId), lotId, 'en')).toBeNull();
	});
});
