import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { NOW, testWorld, type Somebody } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { everythingOf } from './account/queries.server.ts';
import './harvest/tables.ts';
import './plots/tables.ts';
import './rota/tables.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = world;

const HOUR_MS = 3_600_000;
const range = (hours: number) => {
	const start = NOW.getTime() + hours * HOUR_MS;
	return `[${new Date(start).toISOString()},${new Date(start + HOUR_MS).toISOString()})`;
};

async function plot(gardenId: string, number: string): Promise<string> {
	const id = newId();
	const outline = JSON.stringify({ type: 'Polygon', coordinates: [] });
	const times = { created_at: NOW, updated_at: NOW };
	await db
		.insertInto('plot')
		.values({ id, garden_id: gardenId, number, outline, area_m2: '10', ...times })
		.execute();
	return id;
}

async function tenancy(gardenId: string, number: string, days: string, holders: Somebody[]): Promise<string> {
	const [id, plot_id] = [newId(), await plot(gardenId, number)];
	await db
		.insertInto('tenancy')
		.values({ id, garden_id: gardenId, plot_id, days, created_at: NOW })
		.execute();
	for (const [index, { membershipId }] of holders.entries())
		await db
			.insertInto('tenancy_holder')
			.values({ tenancy_id: id, garden_id: gardenId, membership_id: membershipId, lead: index === 0 })
			.execute();
	return id;
}

async function turns(
	gardenId: string,
	{ membershipId, personId }: Somebody,
	hours: number[]
): Promise<string[]> {
	const rota_id = newId();
	const shape = { recurrence: 'FREQ=DAILY', starts_at: '17:00', minutes: 60, room: 1, seed: 's' };
	await db
		.insertInto('rota')
		.values({
			id: rota_id,
			garden_id: gardenId,
			name: 'Water',
			season: '[2026-01-01,2027-01-01)',
			...shape,
			created_at: NOW
		})
		.execute();
	await db
		.insertInto('rota_member')
		.values({ rota_id, garden_id: gardenId, membership_id: membershipId })
		.execute();
	const ids = [];
	for (const hour of hours) {
		const [id, slot_id, during] = [newId(), newId(), range(hour)];
		await db
			.insertInto('slot')
			.values({ id: slot_id, garden_id: gardenId, rota_id, day: '2026-08-18', during, room: 1 })
			.execute();
		const held = { slot_id, slot_room: 1, seat: 1, membership_id: membershipId, person_id: personId };
		await db
			.insertInto('turn')
			.values({
				id,
				garden_id: gardenId,
				during,
				...held,
				state: hour < 0 ? 'done' : 'planned',
				created_at: NOW,
				updated_at: NOW
			})
			.execute();
		ids.push(id);
	}
	return ids;
}

async function lot(gardenId: string, giverId: string, title: string): Promise<string> {
	const id = newId();
	const what = { title, quantity: '5', unit: 'kg', place_kind: 'gate' } as const;
	await db
		.insertInto('lot')
		.values({ id, garden_id: gardenId, giver_id: giverId, ...what, pick_up: range(2), created_at: NOW })
		.execute();
	return id;
}

async function claim(gardenId: string, lotId: string, personId: string): Promise<string> {
	const id = newId();
	const of = { lot_id: lotId, garden_id: gardenId, person_id: personId };
	await db
		.insertInto('claim')
		.values({
			id,
			...of,
			quantity: '2',
			state: 'reserved',
			code: '38',
			note: 'my note',
			created_at: NOW,
			updated_at: NOW
		})
		.execute();
	return id;
}

/** Somebody with two turns, four tenancies, a claim and two lots. */
async function busy() {
	const gardenId = await world.garden();
	const rosa = await world.member(gardenId, 'member', { name: 'Rosa Busy' });
	const ahmed = await world.member(gardenId);
	const [past, next] = await turns(gardenId, rosa, [-5, 5]);
	const own = await tenancy(gardenId, 'A1', '[2025-03-01,)', [rosa]);
	const shared = await tenancy(gardenId, 'A2', '[2025-03-01,)', [rosa, ahmed]);
	const coming = await tenancy(gardenId, 'A3', '[2027-03-01,)', [rosa]);
	const over = await tenancy(gardenId, 'A4', '[2024-03-01,2025-03-01)', [rosa]);
	const wanted = await lot(gardenId, ahmed.personId, 'Beans');
	const mine = await claim(gardenId, wanted, rosa.personId);
	const unclaimed = await lot(gardenId, rosa.personId, 'Kale');
	const claimed = await lot(gardenId, rosa.personId, 'Leeks');
	await claim(gardenId, claimed, ahmed.personId);
	return { gardenId, rosa, ahmed, past, next, own, shared, coming, over, wanted, mine, unclaimed, claimed };
}

test('who deletes the account holds nothing any more, and the record of the past stays', async () => {
	const all = await busy();
	await world.done(all.rosa.personId, 'account.delete', { sure: true });

	const states = await db
		.selectFrom('turn')
		.select(['id', 'state'])
		.where('garden_id', '=', all.gardenId)
		.execute();
	expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
		new Map([
			[all.past, 'done'],
			[all.next, 'excused']
		])
	);
	const events = await db.selectFrom('turn_event').selectAll().where('turn_id', '=', all.next!).execute();
	expect(events).toEqual([expect.objectContaining({ from_state: 'planned', to_state: 'excused' })]);
	expect(
		await db.selectFrom('rota_member').selectAll().where('garden_id', '=', all.gardenId).execute()
	).toEqual([]);

	const { rows } = await sql<{ id: string; days: string; reason: string | null }>`
		select id, days::text, end_reason as reason from tenancy where garden_id = ${all.gardenId}`.execute(db);
	expect(new Map(rows.map(({ id, ...rest }) => [id, rest]))).toEqual(
		new Map([
			[all.own, { days: '[2025-03-01,2026-08-19)', reason: 'left' }],
			[all.shared, { days: '[2025-03-01,)', reason: null }],
			[all.over, { days: '[2024-03-01,2025-03-01)', reason: null }]
		])
	);
	const holders = await db
		.selectFrom('tenancy_holder')
		.select(['membership_id', 'lead'])
		.where('tenancy_id', '=', all.shared)
		.execute();
	expect(holders).toEqual([{ membership_id: all.ahmed.membershipId, lead: true }]);
	const former = db.selectFrom('tenancy_former_holder').select(['membership_id', 'last_day']);
	expect(await former.where('tenancy_id', '=', all.shared).execute()).toEqual([
		{ membership_id: all.rosa.membershipId, last_day: '2026-08-18' }
	]);

	const mine = await db
		.selectFrom('claim')
		.select(['state', 'note'])
		.where('id', '=', all.mine)
		.executeTakeFirst();
	expect(mine).toEqual({ state: 'cancelled', note: '' });
	const lots = await db
		.selectFrom('lot')
		.select(['id', 'withdrawn_at', 'claimed'])
		.where('garden_id', '=', all.gardenId)
		.execute();
	const left = new Map(
		lots.map(({ id, withdrawn_at, claimed }) => [
			id,
			{ gone: withdrawn_at !== null, claimed: Number(claimed) }
		])
	);
	expect(left.get(all.wanted)).toEqual({ gone: false, claimed: 0 });
	expect(left.get(all.unclaimed)).toEqual({ gone: true, claimed: 0 });
	expect(left.get(all.claimed)).toEqual({ gone: false, claimed: 2 });
});

test('the download has a part for each room, and nobody else’s name', async () => {
	const { rosa, ahmed } = await busy();
	await db.updateTable('person').set({ name: 'Ahmed Hidden' }).where('id', '=', ahmed.personId).execute();
	const parts = await everythingOf(db, rosa.personId);
	const rooms = ['account', 'defects', 'harvest', 'memberships', 'photos', 'plots', 'turns'];
	expect(Object.keys(parts).toSorted()).toEqual(rooms);
	const text = JSON.stringify(parts);
	for (const own of ['Rosa Busy', 'Water', 'A1', 'Kale', 'Beans', 'my note']) expect(text).toContain(own);
	expect(text).not.toContain('Ahmed Hidden');
});
