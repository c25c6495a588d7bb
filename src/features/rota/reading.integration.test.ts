import { describe, expect, it } from 'vitest';
import { publishedRota, turnsOf, WATERING } from '#tests/factories/rota.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { newId } from '#lib/command/id.ts';
import type { Standing } from '#features/members/rules.ts';
import { todayPage } from '#features/today/today.server.ts';
import { myTurns, rotaOverview, todayFor, turnPage } from './queries.server.ts';
import { newRota, rotaChoices, rotaFields, rotaPreview, rotaSeason } from './season.server.ts';
import { zonePlan } from './zone-plan.server.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = world;
const TODAY = '2026-08-18';

type Somebody = Awaited<ReturnType<typeof world.member>>;

function place(gardenId: string, one: Somebody, role: Standing['role'] = 'member') {
	const areas: Standing['areas'] = role === 'steward' ? ['rota'] : [];
	return { id: gardenId, timeZone: 'Europe/Berlin', standing: { ...one, gardenId, role, areas } };
}

async function village(given: object = {}) {
	const gardenId = await world.garden();
	const steward = await world.member(gardenId, 'steward', { name: 'Ingrid' });
	const rosa = await world.member(gardenId, 'member', { name: 'Rosa' });
	const ahmed = await world.member(gardenId, 'member', { name: 'Ahmed' });
	const rotaId = await publishedRota(world, gardenId, steward.personId, { room: 3, ...given });
	const turns = await turnsOf(world, rotaId);
	const of = (one: Somebody, day = TODAY) =>
		turns.find((turn) => turn.person_id === one.personId && turn.day === day)!;
	return { gardenId, steward, rosa, ahmed, rotaId, turns, of };
}

describe('Today', () => {
	it('shows the own turns, with whom, in the garden’s day', async () => {
		const { gardenId, rosa } = await village();
		const today = await todayFor(db, place(gardenId, rosa), NOW);
		expect(today).toMatchObject({ day: TODAY, wanted: [], rest: null, hasPlot: false });
		expect(today.turns).toHaveLength(13);
		expect(today.turns[0]).toMatchObject({
			rota: WATERING.name,
			duty: 'watering',
			instructions: WATERING.instructions,
			state: 'planned',
			day: TODAY,
			start: '2026-08-18T16:00:00.000Z',
			end: '2026-08-18T18:00:00.000Z'
		});
		expect(today.turns[0]!.others.toSorted()).toEqual(['Ahmed', 'Ingrid']);
	});

	it('offers what others look for, but not what one may not take', async () => {
		const { gardenId, steward, rosa, ahmed, of } = await village({ room: 1 });
		const turn = [rosa, ahmed, steward].map((one) => ({ one, turn: of(one) })).find((found) => found.turn)!;
		const other = [rosa, ahmed].find((one) => one !== turn.one)!;
		await world.done(turn.one.personId, 'rota.lookForStandIn', { turnId: turn.turn.id, note: 'Dentist' });
		const wanted = async (one: Somebody) => (await todayFor(db, place(gardenId, one), NOW)).wanted;
		expect(await wanted(other)).toMatchObject([
			{ kind: 'stand_in', id: turn.turn.id, note: 'Dentist', day: TODAY }
		]);
		expect(await wanted(turn.one)).toEqual([]);
		await db
			.insertInto('rest')
			.values({
				id: newId(),
				membership_id: other.membershipId,
				days: `[${TODAY},2026-08-20)`,
				created_at: NOW
			})
			.execute();
		expect(await wanted(other)).toEqual([]);
		expect((await todayFor(db, place(gardenId, other), NOW)).rest).toEqual({ lastDay: '2026-08-19' });
	});

	it('offers empty seats that come near, if one has the skill', async () => {
		const { gardenId, rotaId, steward } = await village({ room: 4 });
		const late = await world.member(gardenId, 'member', { name: 'Mei' });
		const asked = place(gardenId, late);
		expect((await todayFor(db, asked, NOW)).wanted).toMatchObject([{ kind: 'seat', day: TODAY, seats: 1 }]);
		await world.done(steward.personId, 'rota.change', {
			rotaId,
			rota: { ...WATERING, room: 4, neededSkills: ['key'] }
		});
		expect((await todayFor(db, asked, NOW)).wanted).toEqual([]);
	});

	it('is empty for neighbours and shows nothing of other gardens', async () => {
		const { gardenId } = await village();
		const neighbour = await world.member(gardenId, 'neighbour');
		expect((await todayFor(db, place(gardenId, neighbour, 'neighbour'), NOW)).turns).toEqual([]);
		const other = await village();
		const here = await todayFor(db, place(other.gardenId, other.rosa), NOW);
		expect(here.turns.every(({ rotaId }) => rotaId === other.rotaId)).toBe(true);
	});

	it('puts the card, the month and what comes after together', async () => {
		const { gardenId, rosa, of } = await village();
		const before = await todayPage(db, place(gardenId, rosa), NOW, 'en');
		expect(before).toMatchObject({
			hour: 17,
			card: { kind: 'now', may: { done: true, look: true, over: false } }
		});
		expect(before.month).toEqual({ done: 0, planned: 4 });
		expect(before.after?.day).toBe('2026-08-22');
		await world.done(rosa.personId, 'rota.markDone', { turnId: of(rosa).id });
		const after = await todayPage(db, place(gardenId, rosa), NOW, 'en');
		expect(after).toMatchObject({ card: { kind: 'done' }, month: { done: 1, planned: 3 } });
		const evening = new Date('2026-08-22T19:00:00Z');
		expect((await todayPage(db, place(gardenId, rosa), evening, 'en')).card).toMatchObject({
			kind: 'late',
			may: { over: true, look: false }
		});
	});
});

describe('the rota page', () => {
	it('lists rotas, one’s own turns and what is wanted; drafts for stewards alone', async () => {
		const { gardenId, rosa, steward, rotaId } = await village({ room: 4 });
		await world.done(steward.personId, 'rota.draft', { gardenId, rota: { ...WATERING, name: 'Draft' } });
		const seen = await rotaOverview(db, place(gardenId, rosa), NOW);
		expect(seen.rotas).toMatchObject([
			{ id: rotaId, stage: 'running', mine: 13, startsAt: '18:00', from: '2026-08-01', to: '2026-09-30' }
		]);
		expect(seen.rotas[0]!.empty).toBeGreaterThan(0);
		// All of the thirty days, also of a page that was kept three days ago: that is what one sees without a connection.
		const days = ['2026-08-18', '2026-08-22', '2026-08-25', '2026-08-29', '2026-09-01', '2026-09-05'];
		expect(seen.turns.map(({ day }) => day)).toEqual([
			...days,
			'2026-09-08',
			'2026-09-12',
			'2026-09-15',
			'2026-09-19'
		]);
		const managed = await rotaOverview(db, place(gardenId, steward, 'steward'), NOW);
		expect(managed.rotas.map(({ stage }) => stage).sort()).toEqual(['draft', 'running']);
		expect(await myTurns(db, place(gardenId, rosa), TODAY, '2026-08-23')).toHaveLength(2);
	});
});

describe('a season', () => {
	it('shows dates, seats and loads; drafts and other gardens’ rotas do not exist', async () => {
		const { gardenId, rosa, ahmed, steward, rotaId, of } = await village();
		await world.done(rosa.personId, 'rota.markDone', { turnId: of(rosa).id });
		await db.updateTable('membership').set({ left_at: NOW }).where('id', '=', ahmed.membershipId).execute();
		const season = (await rotaSeason(db, place(gardenId, rosa), rotaId, NOW))!;
		expect(season.slots).toHaveLength(13);
		const seats = season.slots[0]!.seats;
		expect(seats.find(({ mine }) => mine)).toMatchObject({ name: 'Rosa', state: 'done', away: false });
		expect(seats.find(({ name }) => name === 'Ahmed')).toMatchObject({ away: true });
		expect(season.loads).toMatchObject([
			{ name: 'Ingrid', done: 0, planned: 13, carried: 0 },
			{ name: 'Rosa', done: 1, planned: 12, carried: 0 }
		]);
		const { rotaId: draft } = await world.done<{ rotaId: string }>(steward.personId, 'rota.draft', {
			gardenId,
			rota: WATERING
		});
		expect(await rotaSeason(db, place(gardenId, rosa), draft, NOW)).toBeNull();
		const other = await village();
		expect(await rotaSeason(db, place(other.gardenId, other.rosa), rotaId, NOW)).toBeNull();
		expect(await rotaPreview(db, place(gardenId, rosa), rotaId, NOW)).toBeNull();
		expect(await rotaFields(db, place(gardenId, rosa), rotaId, NOW)).toBeNull();
	});

	it('previews what publishing then does', async () => {
		const { gardenId, steward, rotaId: running } = await village();
		await world.done(steward.personId, 'rota.end', { rotaId: running });
		const { rotaId } = await world.done<{ rotaId: string }>(steward.personId, 'rota.draft', {
			gardenId,
			rota: { ...WATERING, room: 4 }
		});
		const asked = place(gardenId, steward, 'steward');
		const preview = (await rotaPreview(db, asked, rotaId, NOW))!;
		await world.done(steward.personId, 'rota.publish', { rotaId });
		const season = (await rotaSeason(db, asked, rotaId, NOW))!;
		expect(season.slots.map(({ day, seats }) => [day, seats.map(({ name }) => name)])).toEqual(
			preview.slots.map(({ day, names }) => [day, names])
		);
		expect(preview.unfilled).toHaveLength(13);
		expect(preview.unfilled[0]!.why.key).toBe('rota_unfilled_all_there');
		expect(preview.loads.map(({ planned }) => planned)).toEqual([13, 13, 13]);
	});

	it('gives the form back what was saved', async () => {
		const { gardenId, steward, rosa, rotaId } = await village({ interval: 2, weight: 1.5, neededSkills: [] });
		const fields = {
			...WATERING,
			everyone: false,
			people: [{ membershipId: rosa.membershipId, share: 0.5 }],
			room: 1
		};
		await world.done(steward.personId, 'rota.change', { rotaId, rota: fields });
		const asked = place(gardenId, steward, 'steward');
		expect(await rotaFields(db, asked, rotaId, NOW)).toMatchObject({
			published: true,
			rota: { ...fields, interval: 1, weight: 1 }
		});
		const choices = await rotaChoices(db, gardenId);
		expect(choices.people.map(({ name }) => name)).toEqual(['Ahmed', 'Ingrid', 'Rosa']);
		expect(newRota(TODAY)).toMatchObject({ from: '2026-08-19', to: '2026-11-17' });
	});
});

describe('a turn’s page', () => {
	it('tells why, what happened, and who has it now; to those who garden there', async () => {
		const { gardenId, rosa, steward, of } = await village();
		const mei = await world.member(gardenId, 'member', { name: 'Mei' });
		const turnId = of(rosa).id;
		await world.done(rosa.personId, 'rota.lookForStandIn', { turnId });
		const { turnId: taken } = await world.done<{ turnId: string }>(mei.personId, 'rota.takeOver', { turnId });
		const mine = (await turnPage(db, place(gardenId, rosa), turnId))!;
		expect(mine).toMatchObject({ mine: true, holder: 'Rosa', nowWith: { turnId: taken, name: 'Mei' } });
		expect(mine.why?.key).toMatch(/^rota_why/);
		expect(mine.events.map(({ to, by }) => `${to} ${by}`)).toEqual([
			'planned Ingrid',
			'looking Rosa',
			'swapped_away Mei'
		]);
		const theirs = (await turnPage(db, place(gardenId, steward), taken))!;
		expect(theirs).toMatchObject({ mine: false, holder: 'Mei', takenOverFrom: 'Rosa', nowWith: null });
		const other = await village();
		expect(await turnPage(db, place(other.gardenId, other.rosa), turnId)).toBeNull();
		expect(await turnPage(db, place(gardenId, rosa, 'neighbour'), turnId)).toBeNull();
	});

	it('shows to others the note and the photo that came with "done"; so does the list of one’s turns', async () => {
		const { gardenId, rosa, ahmed, of } = await village();
		const turnId = of(rosa).id;
		const photoId = newId();
		const row = { id: photoId, garden_id: gardenId, added_by: rosa.personId, created_at: NOW };
		await db
			.insertInto('photo')
			.values({ ...row, width: 40, height: 30 })
			.execute();
		const before = (await turnPage(db, place(gardenId, ahmed), turnId))!;
		expect(before.turn).toMatchObject({ doneNote: '', donePhoto: null });
		await world.done(rosa.personId, 'rota.markDone', { turnId, note: 'All wet.', photoId });
		const done = { doneNote: 'All wet.', donePhoto: { id: photoId, width: 40, height: 30 } };
		expect((await turnPage(db, place(gardenId, ahmed), turnId))!.turn).toMatchObject(done);
		expect((await myTurns(db, place(gardenId, rosa), TODAY, '2026-08-19'))[0]).toMatchObject(done);
	});
});

it('draws a zone with its plots lit and what lies near', async () => {
	const { gardenId } = await village();
	const zoneId = newId();
	await db
		.insertInto('zone')
		.values({ id: zoneId, garden_id: gardenId, name: 'Zone B', created_at: NOW })
		.execute();
	const square = (x: number) => ({
		type: 'Polygon' as const,
		coordinates: [
			[
				[x, 52.5],
				[x + 0.0001, 52.5],
				[x + 0.0001, 52.5001],
				[x, 52.5001],
				[x, 52.5]
			]
		]
	});
	const plots = [
		['B1', 13.4, zoneId],
		['A1', 13.4001, null],
		['Far', 13.5, null]
	] as const;
	for (const [number, x, zone_id] of plots)
		await db
			.insertInto('plot')
			.values({
				id: newId(),
				garden_id: gardenId,
				number,
				outline: JSON.stringify(square(x)),
				area_m2: '50',
				zone_id,
				created_at: NOW,
				updated_at: NOW
			})
			.execute();
	const plan = (await zonePlan(db, gardenId, zoneId))!;
	expect(plan.content.shapes?.map(({ label }) => label)).toEqual(['A1', 'B1']);
	expect(plan.lit).toEqual([plan.content.shapes?.find(({ label }) => label === 'B1')?.id]);
	expect(await zonePlan(db, gardenId, newId())).toBeNull();
	expect(await zonePlan(db, (await village()).gardenId, zoneId)).toBeNull();
});
