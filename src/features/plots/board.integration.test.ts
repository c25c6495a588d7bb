import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#lib/time/day.ts';
import { plot, plotGarden } from '#tests/factories/plots.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { gardeners, plotBoard, plotHistory, plotOnBoard, plotsOf } from './queries.server.ts';

const world = testWorld(await testDatabase());
const { db } = world;
const TODAY = '2026-08-18';
const garden = () => plotGarden(world);

describe('the board', () => {
	test('shows each plot with its current, next and last tenancy', async () => {
		const house = await garden();
		const { gardenId, steward, rosa, ahmed } = house;
		const numbers = ['A10', 'A2', 'B1', 'C1', 'D1'];
		const ids: Record<string, string> = {};
		for (const number of numbers) ids[number] = (await plot(world, house, { number })).plotId;
		const give = (number: string, who: string[], from: string, until?: string) =>
			world.done(steward, 'plots.give', { plotId: ids[number], membershipIds: who, from, until });
		await give('A2', [rosa.membershipId], '2024-01-01', '2024-12-31');
		await give('A2', [ahmed.membershipId], '2025-01-01', '2025-12-31');
		await give('A2', [rosa.membershipId, ahmed.membershipId], '2026-01-01', '2026-09-30');
		await give('A2', [ahmed.membershipId], '2026-10-01', '2026-12-31');
		await give('A2', [rosa.membershipId], '2027-01-01');
		await give('B1', [ahmed.membershipId], '2026-09-01');
		await give('C1', [rosa.membershipId], '2020-01-01', '2026-08-17');
		await world.done(steward, 'plots.change', { plotId: ids.D1, outOfUse: true, revision: 1 });

		const board = await plotBoard(db, gardenId, TODAY, rosa.personId);
		expect(board.map(({ number, state }) => `${number} ${state}`)).toEqual([
			'A2 mine',
			'A10 free',
			'B1 upcoming',
			'C1 free',
			'D1 out'
		]);
		const [a2, , , c1] = board;
		expect(a2).toMatchObject({ mine: true, areaM2: expect.closeTo(25, 0), revision: 1 });
		expect(a2!.current).toMatchObject({ from: '2026-01-01', lastDay: '2026-09-30' });
		expect(a2!.current!.holders.map(({ name, lead }) => [name, lead])).toEqual([
			['Rosa', true],
			['Ahmed', false]
		]);
		expect(a2!.next).toMatchObject({ from: '2026-10-01', lastDay: '2026-12-31' });
		expect(a2!.last).toMatchObject({ lastDay: '2025-12-31' });
		expect(c1!.last).toMatchObject({ lastDay: '2026-08-17' });
		expect((await plotBoard(db, gardenId, TODAY))[0]).toMatchObject({ state: 'ending', mine: false });
		expect(await plotOnBoard(db, gardenId, ids.A2!, TODAY, rosa.personId)).toEqual(a2);
		expect(await plotOnBoard(db, (await garden()).gardenId, ids.A2!, TODAY)).toBeUndefined();

		expect((await plotsOf(db, gardenId, ahmed.personId, TODAY)).map((own) => [own.number, own.from])).toEqual(
			[
				['A2', '2026-01-01'],
				['A2', '2026-10-01'],
				['B1', '2026-09-01']
			]
		);
		const people = await gardeners(db, gardenId, TODAY);
		expect(people.find(({ name }) => name === 'Ahmed')?.plots).toEqual(['A2', 'A2', 'B1']);
		expect(people.map(({ membershipId }) => membershipId)).not.toContain(house.neighbour.membershipId);
	});

	test('takes as many statements for many plots as for one', async () => {
		const house = await garden();
		const counted = async () => {
			let count = 0;
			const log = db.withPlugin({
				transformQuery: ({ node }) => {
					count++;
					return node;
				},
				transformResult: async ({ result }) => result
			});
			await plotBoard(log, house.gardenId, TODAY);
			return count;
		};
		await plot(world, house);
		const one = await counted();
		for (let at = 0; at < 20; at++) await plot(world, house);
		expect(await counted()).toBe(one);
		expect(one).toBe(2);
	});

	test('the history has former holders, and its reasons only for those who may know them', async () => {
		const house = await garden();
		const { gardenId, steward, rosa, ahmed } = house;
		const { plotId } = await plot(world, house);
		const membershipIds = [rosa.membershipId, ahmed.membershipId];
		const given = { plotId, membershipIds, from: '2026-01-01' };
		const { tenancyId } = await world.done<{ tenancyId: string }>(steward, 'plots.give', given);
		await world.done(steward, 'plots.removeHolder', { tenancyId, membershipId: ahmed.membershipId });
		const end = { tenancyId, on: '2026-08-17', reason: 'rules', note: 'Twice' };
		await world.done(steward, 'plots.endTenancy', end);
		const [known] = await plotHistory(db, gardenId, plotId, { reasons: true });
		expect(known).toMatchObject({ reason: 'rules', note: 'Twice', lastDay: '2026-08-17' });
		expect(known!.former).toMatchObject([{ name: 'Ahmed', lastDay: TODAY }]);
		expect((await plotHistory(db, gardenId, plotId))[0]).toMatchObject({ reason: null, note: '' });
	});

	test('somebody whose account is gone has no name', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const membershipIds = [house.rosa.membershipId];
		await world.done(house.steward, 'plots.give', { plotId, membershipIds, from: '2026-01-01' });
		await db
			.updateTable('person')
			.set({ erased_at: new Date() })
			.where('id', '=', house.rosa.personId)
			.execute();
		const board = await plotOnBoard(db, house.gardenId, plotId, TODAY);
		expect(board!.current!.holders[0]!.name).toBe(null);
	});
});

/** A step of a steward: give from a day for so many days, end on a day, take back, a day passes. */
const step = fc.oneof(
	fc.record({
		kind: fc.constant('give' as const),
		from: fc.integer({ min: -20, max: 40 }),
		length: fc.option(fc.integer({ min: 0, max: 30 }))
	}),
	fc.record({ kind: fc.constant('end' as const), which: fc.nat(5), on: fc.integer({ min: -20, max: 40 }) }),
	fc.record({ kind: fc.constant('back' as const), which: fc.nat(5) }),
	fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 10 }) })
);

test('whatever stewards do: no day is given twice, and what is past stays as it was', async () => {
	const house = await garden();
	const { steward } = house;
	const stored = (plotId: string) =>
		db
			.selectFrom('tenancy')
			.select(['id', 'days', 'end_reason'])
			.where('plot_id', '=', plotId)
			.orderBy('days')
			.execute();
	const isPast = (days: string, today: string) => {
		const until = /,([\d-]+)\)$/.exec(days)?.[1];
		return until !== undefined && until <= today;
	};
	const run = async (steps: typeof step extends fc.Arbitrary<infer S> ? S[] : never) => {
		const { plotId } = await plot(world, house);
		let today = TODAY;
		for (const move of steps) {
			const before = await stored(plotId);
			const now = new Date(`${today}T12:00:00Z`);
			if (move.kind === 'wait') today = addDays(today, move.days);
			if (move.kind === 'give') {
				const from = addDays(today, move.from);
				const until = move.length === null ? null : addDays(from, move.length);
				const who = { plotId, membershipIds: [house.rosa.membershipId] };
				await world.send(steward, 'plots.give', { ...who, from, until }, { now });
			}
			const tenancyId = 'which' in move ? before[move.which]?.id : undefined;
			if (move.kind === 'back' && tenancyId)
				await world.send(steward, 'plots.takeBack', { tenancyId }, { now });
			if (move.kind === 'end' && tenancyId) {
				const end = { tenancyId, on: addDays(today, move.on), reason: 'left' };
				await world.send(steward, 'plots.endTenancy', end, { now });
			}
			const after = await stored(plotId);
			for (const past of before.filter(({ days }) => isPast(days, today))) expect(after).toContainEqual(past);
			const ranges = after.map(({ days }) => /\[([\d-]+),([\d-]*)\)/.exec(days)!.slice(1));
			ranges
				.slice(1)
				.forEach(([from], at) => expect(ranges[at]![1]! <= from! && ranges[at]![1]).toBeTruthy());
		}
	};
	await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), run), { numRuns: 15 });
}, 60_000);
