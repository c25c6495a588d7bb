import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { speak } from '#lib/i18n/sentence.server.ts';
import { at, box } from '#tests/factories/ground.ts';
import { plot, plotBox, plotGarden } from '#tests/factories/plots.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const world = testWorld(await testDatabase());
const { db } = world;
const TODAY = '2026-08-18';

const garden = () => plotGarden(world);
type Garden = Awaited<ReturnType<typeof garden>>;

const row = (id: string) => db.selectFrom('plot').selectAll().where('id', '=', id).executeTakeFirst();
const tenancies = (plotId: string) =>
	db.selectFrom('tenancy').selectAll().where('plot_id', '=', plotId).orderBy('days').execute();
const give = (house: Garden, plotId: string, from = TODAY, given: object = {}) =>
	world.done<{ tenancyId: string }>(house.steward, 'plots.give', {
		plotId,
		membershipIds: [house.rosa.membershipId],
		from,
		...given
	});

describe('drawing', () => {
	test('a plot gets its area, wound by the right-hand rule, and a row in the log', async () => {
		const house = await garden();
		const outline = { type: 'Polygon', coordinates: [box(0, 0, 4, 25).coordinates[0]!.toReversed()] };
		const { plotId, revision } = await plot(world, house, { number: '  B  2 ', kind: 'raised', outline });
		expect(revision).toBe(1);
		const stored = await row(plotId);
		expect(stored).toMatchObject({ number: 'B 2', kind: 'raised', revision: 1, notes: '' });
		expect(Number(stored!.area_m2)).toBeCloseTo(100, 0);
		expect(stored!.outline.coordinates).toEqual(
			box(0, 0, 4, 25).coordinates.map((ring) => (ring as number[][]).map((p) => p.map((d) => round(d))))
		);
		const entry = await db
			.selectFrom('activity')
			.select(['command', 'garden_id', 'subject_id', 'data'])
			.where('id', '=', plotId)
			.executeTakeFirstOrThrow();
		expect(entry).toEqual({
			command: 'plots.add',
			garden_id: house.gardenId,
			subject_id: plotId,
			data: { what: 'B 2', revision: 1 }
		});
	});

	test('a number is one plot, whatever its case', async () => {
		const house = await garden();
		await plot(world, house, { number: 'A1' });
		const again = { gardenId: house.gardenId, number: 'a1', outline: plotBox(1) };
		expect(await world.refused(house.steward, 'plots.add', again)).toMatchObject({
			code: 'conflict',
			key: 'plots_number_taken',
			field: 'number'
		});
	});

	test.each([
		['a point', { type: 'Point', coordinates: at(0, 0) }, 'transfer_shape_not_outline'],
		['a bow tie', bowtie(), 'transfer_shape_crosses'],
		['nothing', { type: 'Polygon', coordinates: [] }, 'transfer_shape_no_coordinates'],
		['too far away', box(50_000, 0, 3, 3), 'gardens_far'],
		['swapped axes', swapped(), 'transfer_shape_swapped'],
		['too large', box(0, 0, 1000, 1000), 'plots_too_large'],
		['longitude over 180', shifted(300), 'transfer_shape_lng_range']
	])('%s is no plot', async (_name, outline, key) => {
		const house = await garden();
		const input = { gardenId: house.gardenId, number: 'X', outline };
		expect(await world.refused(house.steward, 'plots.add', input)).toMatchObject({ key, field: 'outline' });
		expect(
			await db.selectFrom('plot').select('id').where('garden_id', '=', house.gardenId).execute()
		).toEqual([]);
	});

	test('reshaping moves the revision', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const reshape = { plotId, outline: box(0, 0, 5, 5), revision: 1 };
		expect(await world.done(house.steward, 'plots.reshape', reshape)).toEqual({ plotId, revision: 2 });
		expect(Number((await row(plotId))!.area_m2)).toBeCloseTo(25, 0);
	});

	test('the second steward is told what changed, and may then save', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		await world.done(house.steward, 'plots.change', { plotId, notes: 'Stony', revision: 1 });
		await world.done(house.steward, 'plots.reshape', { plotId, outline: box(0, 0, 5, 5), revision: 2 });
		const late = { plotId, kind: 'raised', revision: 1 };
		const refusal = await world.refused(house.steward, 'plots.change', late);
		expect(refusal).toMatchObject({ code: 'conflict', key: 'plots_changed_meanwhile' });
		expect(refusal.issues!.map(({ field }) => field).sort()).toEqual(['notes', 'outline']);
		await world.done(house.steward, 'plots.change', { ...late, revision: 3 });
		expect(await row(plotId)).toMatchObject({ kind: 'raised', notes: 'Stony', revision: 4 });
	});

	test('of two stewards who reshape at once, one is refused', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const answers = await Promise.all(
			[5, 6].map((size) =>
				world.send(house.steward, 'plots.reshape', { plotId, outline: box(0, 0, size, size), revision: 1 })
			)
		);
		expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
	});
});

describe('changing and removing', () => {
	test('number, kind, zone, notes', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { zoneId } = await world.done<{ zoneId: string }>(house.steward, 'gardens.addZone', {
			gardenId: house.gardenId,
			name: 'B'
		});
		const input = { plotId, number: 'Z9', kind: 'shared', zoneId, notes: ' x ', revision: 1 };
		await world.done(house.steward, 'plots.change', input);
		expect(await row(plotId)).toMatchObject({ number: 'Z9', kind: 'shared', zone_id: zoneId, notes: 'x' });
	});

	test('a zone of another garden and a taken number are refused', async () => {
		const house = await garden();
		const other = await garden();
		const { plotId } = await plot(world, house);
		const first = await row((await plot(world, house)).plotId);
		const { zoneId } = await world.done<{ zoneId: string }>(other.steward, 'gardens.addZone', {
			gardenId: other.gardenId,
			name: 'B'
		});
		const change = (given: object) =>
			world.refused(house.steward, 'plots.change', { plotId, revision: 1, ...given });
		expect(await change({ zoneId })).toMatchObject({ key: 'gardens_zone_unknown' });
		expect(await change({ number: first!.number.toLowerCase() })).toMatchObject({
			key: 'plots_number_taken'
		});
		expect(await change({ number: 'a\u202eb' })).toMatchObject({
			issues: [{ field: 'number', key: 'plots_number_characters' }]
		});
	});

	test('a plot keeps its own number in another case', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house, { number: 'a7' });
		await world.done(house.steward, 'plots.change', { plotId, number: 'A7', revision: 1 });
		expect(await row(plotId)).toMatchObject({ number: 'A7' });
	});

	test('a plot that is held is neither removed nor out of use; one without history goes', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		await give(house, plotId);
		expect(await world.refused(house.steward, 'plots.remove', { plotId })).toMatchObject({
			key: 'plots_remove_held'
		});
		expect(
			await world.refused(house.steward, 'plots.change', { plotId, outOfUse: true, revision: 1 })
		).toMatchObject({ key: 'plots_out_held' });
		const free = await plot(world, house);
		await world.done(house.steward, 'plots.remove', { plotId: free.plotId });
		expect(await row(free.plotId)).toBeUndefined();
	});

	test('out of use is not given, and comes back', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		await world.done(house.steward, 'plots.change', { plotId, outOfUse: true, revision: 1 });
		expect(await row(plotId)).toMatchObject({ out_of_use_since: TODAY });
		const input = { plotId, membershipIds: [house.rosa.membershipId], from: TODAY };
		expect(await world.refused(house.steward, 'plots.give', input)).toMatchObject({ key: 'plots_give_out' });
		await world.done(house.steward, 'plots.change', { plotId, outOfUse: false, revision: 2 });
		await world.done(house.steward, 'plots.give', input);
	});
});

describe('giving', () => {
	test('a tenancy from a day, with lead and co-gardeners, told in the log', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house, { number: 'G1' });
		const membershipIds = [house.rosa.membershipId, house.ahmed.membershipId, house.rosa.membershipId];
		const { tenancyId } = await give(house, plotId, '2026-09-01', { membershipIds });
		expect(await tenancies(plotId)).toMatchObject([{ id: tenancyId, days: '[2026-09-01,)' }]);
		const holders = await db
			.selectFrom('tenancy_holder')
			.select(['membership_id', 'lead'])
			.where('tenancy_id', '=', tenancyId)
			.orderBy('lead', 'desc')
			.execute();
		expect(holders).toEqual([
			{ membership_id: house.rosa.membershipId, lead: true },
			{ membership_id: house.ahmed.membershipId, lead: false }
		]);
		const entry = await db
			.selectFrom('activity')
			.select(['for_person_id', 'subject_id', 'data'])
			.where('id', '=', tenancyId)
			.executeTakeFirstOrThrow();
		expect(entry).toMatchObject({ for_person_id: house.rosa.personId, subject_id: plotId });
		expect(entry.data).toMatchObject({ what: 'G1' });
	});

	test('a taken plot is refused with the day from which it is free, in both languages', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house, { number: 'G2' });
		await give(house, plotId, '2026-03-01', { until: '2026-10-31' });
		await give(house, plotId, '2027-01-01');
		const membershipIds = [house.ahmed.membershipId];
		const refusal = (given: object) =>
			world.refused(house.steward, 'plots.give', { plotId, membershipIds, ...given });
		const until = await refusal({ from: '2026-08-20' });
		expect(until).toMatchObject({ code: 'conflict', key: 'plots_taken_until', field: 'from' });
		expect(speak(until, 'en').sentence).toBe(
			'Plot G2 is held in these days. It is free from 1 November 2026.'
		);
		expect(speak(until, 'es').sentence).toContain('desde el 1 de noviembre de 2026');
		expect(await refusal({ from: '2026-11-01' })).toMatchObject({
			key: 'plots_taken_from',
			params: { day: '2027-01-01' }
		});
		expect(await refusal({ from: '2027-02-01' })).toMatchObject({ key: 'plots_taken_open' });
		await give(house, plotId, '2026-11-01', { membershipIds, until: '2026-12-31' });
	});

	test('neighbours, people of other gardens and those who left get none', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const refusal = (membershipId: string) =>
			world.refused(house.steward, 'plots.give', { plotId, membershipIds: [membershipId], from: TODAY });
		expect(await refusal(house.neighbour.membershipId)).toMatchObject({ key: 'plots_neighbours_hold_none' });
		expect(await refusal(house.nextDoor.membershipId)).toMatchObject({ key: 'plots_not_in_garden' });
		const left = await world.member(house.gardenId);
		await db
			.updateTable('membership')
			.set({ left_at: new Date() })
			.where('id', '=', left.membershipId)
			.execute();
		expect(await refusal(left.membershipId)).toMatchObject({ key: 'plots_not_in_garden' });
		expect(await tenancies(plotId)).toEqual([]);
	});

	test('days that cannot be are refused', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const refusal = (from: string, until?: string) =>
			world.refused(house.steward, 'plots.give', {
				plotId,
				membershipIds: [house.rosa.membershipId],
				from,
				until
			});
		expect(await refusal('2026-02-30')).toMatchObject({ issues: [{ field: 'from', key: 'error_day' }] });
		expect(await refusal('1066-10-14')).toMatchObject({ key: 'plots_day_too_early' });
		expect(await refusal('9999-01-01')).toMatchObject({ key: 'plots_day_too_late' });
		expect(await refusal('2026-09-01', '2026-08-31')).toMatchObject({ key: 'plots_ends_before' });
	});

	test('two stewards give the same plot at once: exactly one does', async () => {
		const house = await garden();
		for (let round = 0; round < 5; round++) {
			const { plotId } = await plot(world, house);
			const answers = await Promise.all(
				[house.rosa, house.ahmed, house.rosa, house.ahmed].map(({ membershipId }) =>
					world.send(house.steward, 'plots.give', { plotId, membershipIds: [membershipId], from: TODAY })
				)
			);
			expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
			const keys = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.key]));
			expect(keys).toEqual(Array(3).fill('plots_taken_open'));
			expect(await tenancies(plotId)).toHaveLength(1);
		}
	});

	test('the constraint holds against whoever comes in past the door', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		await give(house, plotId);
		const values = { id: newId(), garden_id: house.gardenId, plot_id: plotId, created_at: new Date() };
		await expect(
			db
				.insertInto('tenancy')
				.values({ ...values, days: '[2030-01-01,)' })
				.execute()
		).rejects.toMatchObject({ code: '23P01' });
	});
});

describe('ending', () => {
	test('on its last day, with reason and note; the plot is free the day after', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId, '2026-03-01');
		const input = { tenancyId, on: '2026-08-31', reason: 'left', note: ' Moves to Lyon ' };
		await world.done(house.steward, 'plots.endTenancy', input);
		expect(await tenancies(plotId)).toMatchObject([
			{ days: '[2026-03-01,2026-09-01)', end_reason: 'left', end_note: 'Moves to Lyon' }
		]);
		await give(house, plotId, '2026-09-01');
	});

	test('a planned end may move, but not into the next tenancy; a past one never', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId, '2026-03-01', { until: '2026-09-30' });
		await give(house, plotId, '2026-11-01');
		const end = (on: string) => ({ tenancyId, on, reason: 'other' });
		await world.done(house.steward, 'plots.endTenancy', end('2026-10-31'));
		expect(await world.refused(house.steward, 'plots.endTenancy', end('2026-11-01'))).toMatchObject({
			code: 'conflict',
			key: 'plots_taken_from',
			field: 'on'
		});
		expect(await world.refused(house.steward, 'plots.endTenancy', end('2026-02-28'))).toMatchObject({
			key: 'plots_ends_before'
		});
		await world.done(house.steward, 'plots.endTenancy', end('2026-08-17'));
		expect(await world.refused(house.steward, 'plots.endTenancy', end('2026-08-20'))).toMatchObject({
			key: 'plots_ended_already',
			params: { day: '2026-08-17' }
		});
	});

	test('a slip is taken back until its first day is over', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId);
		await world.done(house.steward, 'plots.takeBack', { tenancyId });
		expect(await tenancies(plotId)).toEqual([]);
		const begun = await give(house, plotId, '2026-08-17');
		expect(await world.refused(house.steward, 'plots.takeBack', begun)).toMatchObject({
			key: 'plots_begun_already'
		});
	});
});

describe('co-gardeners', () => {
	test('come and go; who leaves stays in the history; the next one leads', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId, '2026-03-01');
		const { membershipId } = house.ahmed;
		await world.done(house.steward, 'plots.addHolder', { tenancyId, membershipId });
		expect(await world.refused(house.steward, 'plots.addHolder', { tenancyId, membershipId })).toMatchObject({
			key: 'plots_holder_already'
		});
		await world.done(house.steward, 'plots.removeHolder', {
			tenancyId,
			membershipId: house.rosa.membershipId
		});
		const holders = await db
			.selectFrom('tenancy_holder')
			.select(['membership_id', 'lead', 'since'])
			.where('tenancy_id', '=', tenancyId)
			.execute();
		expect(holders).toEqual([{ membership_id: membershipId, lead: true, since: TODAY }]);
		const former = await db
			.selectFrom('tenancy_former_holder')
			.select(['membership_id', 'since', 'last_day'])
			.where('tenancy_id', '=', tenancyId)
			.execute();
		expect(former).toEqual([{ membership_id: house.rosa.membershipId, since: null, last_day: TODAY }]);
		expect(
			await world.refused(house.steward, 'plots.removeHolder', { tenancyId, membershipId })
		).toMatchObject({ key: 'plots_last_holder' });
	});

	test('neither neighbours nor people who are not among them', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId);
		expect(
			await world.refused(house.steward, 'plots.addHolder', {
				tenancyId,
				membershipId: house.neighbour.membershipId
			})
		).toMatchObject({ key: 'plots_neighbours_hold_none' });
		expect(
			await world.refused(house.steward, 'plots.removeHolder', {
				tenancyId,
				membershipId: house.ahmed.membershipId
			})
		).toMatchObject({ code: 'not_found' });
	});

	test('of a tenancy that is over stay as they were', async () => {
		const house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId, '2025-03-01', { until: '2025-10-31' });
		const input = { tenancyId, membershipId: house.ahmed.membershipId };
		expect(await world.refused(house.steward, 'plots.addHolder', input)).toMatchObject({
			key: 'plots_tenancy_past'
		});
	});
});

describe('who may', () => {
	let house: Garden;
	let calls: [command: string, input: object][];
	beforeAll(async () => {
		house = await garden();
		const { plotId } = await plot(world, house);
		const { tenancyId } = await give(house, plotId);
		const { membershipId } = house.ahmed;
		calls = [
			['plots.add', { gardenId: house.gardenId, number: 'Q1', outline: plotBox(1) }],
			['plots.reshape', { plotId, outline: plotBox(2), revision: 1 }],
			['plots.change', { plotId, notes: 'x', revision: 1 }],
			['plots.remove', { plotId }],
			['plots.give', { plotId, membershipIds: [membershipId], from: '2030-01-01' }],
			['plots.endTenancy', { tenancyId, on: TODAY, reason: 'left' }],
			['plots.takeBack', { tenancyId }],
			['plots.addHolder', { tenancyId, membershipId }],
			['plots.removeHolder', { tenancyId, membershipId }]
		];
	});

	test('visitors, strangers and stewards of other gardens learn nothing', async () => {
		for (const [command, input] of calls) {
			expect(await world.refused(null, command, input), command).toMatchObject({ code: 'unauthenticated' });
			for (const who of [house.stranger, house.nextDoor.personId])
				expect(await world.refused(who, command, input), command).toMatchObject({ code: 'not_found' });
		}
	});

	test('members, neighbours and stewards of other areas are told whose task it is', async () => {
		for (const [command, input] of calls)
			for (const who of [house.rosa.personId, house.neighbour.personId, house.peopleOnly])
				expect(await world.refused(who, command, input), command).toMatchObject({ code: 'forbidden' });
	});

	test('what does not exist is not found', async () => {
		const gone = newId();
		for (const [command, input] of calls.slice(1)) {
			const ids = 'tenancyId' in input ? { tenancyId: gone } : { plotId: gone };
			expect(await world.refused(house.steward, command, { ...input, ...ids }), command).toMatchObject({
				code: 'not_found'
			});
		}
	});
});

function round(degrees: number): number {
	return Math.round(degrees * 1e7) / 1e7;
}

function bowtie() {
	const ring = [at(0, 0), at(5, 5), at(5, 0), at(0, 5), at(0, 0)];
	return { type: 'Polygon', coordinates: [ring] };
}

function swapped() {
	const ring = box(0, 0, 5, 5).coordinates[0] as [number, number][];
	return { type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lat, lng])] };
}

function shifted(degrees: number) {
	const ring = box(0, 0, 5, 5).coordinates[0] as [number, number][];
	return { type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lng + degrees, lat])] };
}
