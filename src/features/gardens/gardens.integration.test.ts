import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { metresBetween } from '#lib/geo/distance.ts';
import { at, box, PLACE } from '#tests/factories/ground.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';
import { standingOf } from '#features/members/access.server.ts';
import '#features/plots/tables.ts';
import { gardenMap, gardenPins, gardenSettings, listGardens, shownMap } from './queries.server.ts';

const database = await testDatabase();
const world = testWorld(database);
const { db } = database;

const NEW = { name: 'Elm Street Garden', lng: PLACE[0], lat: PLACE[1], timeZone: 'Europe/Berlin' };

/** A garden with somebody in each place, and somebody from the garden next door. */
async function household() {
	const gardenId = await world.garden();
	const other = await world.garden();
	return {
		gardenId,
		steward: (await world.member(gardenId, 'steward')).personId,
		plotsOnly: (await world.member(gardenId, 'steward', { areas: ['plots'] })).personId,
		peopleOnly: (await world.member(gardenId, 'steward', { areas: ['people'] })).personId,
		rotaOnly: (await world.member(gardenId, 'steward', { areas: ['rota', 'money', 'moderation'] })).personId,
		member: (await world.member(gardenId, 'member')).personId,
		nextDoor: (await world.member(other, 'steward')).personId,
		stranger: await world.person()
	};
}

describe('founding', () => {
	test('a person founds a garden and runs all of it', async () => {
		const personId = await world.person();
		const { gardenId, slug } = await world.done<{ gardenId: string; slug: string }>(
			personId,
			'gardens.found',
			NEW
		);
		expect(slug).toMatch(/^elm-street-garden/);
		expect(await gardenSettings(db, gardenId)).toMatchObject({
			...NEW,
			locale: 'en',
			listed: true,
			neighboursMayJoin: true
		});
		await world.done(personId, 'gardens.change', { gardenId, about: 'Two lines.' });
		await world.done(personId, 'gardens.addZone', { gardenId, name: 'Zone A' });
		const log = await db
			.selectFrom('activity')
			.select(['command', 'data'])
			.where('garden_id', '=', gardenId)
			.orderBy('id')
			.execute();
		expect(log.map(({ command }) => command)).toEqual(['gardens.found', 'gardens.change', 'gardens.addZone']);
		expect(log[0]!.data).toEqual({ what: NEW.name });
	});

	test('a visitor and a person of the demo cannot', async () => {
		expect(await world.refused(null, 'gardens.found', NEW)).toMatchObject({ code: 'unauthenticated' });
		const personId = await world.person();
		await db.updateTable('person').set({ demo: true }).where('id', '=', personId).execute();
		expect(await world.refused(personId, 'gardens.found', NEW)).toMatchObject({ key: 'gardens_found_demo' });
	});

	test('wrong input is named field by field', async () => {
		const personId = await world.person();
		const refusal = await world.refused(personId, 'gardens.found', {
			name: ' ',
			lng: 200,
			lat: 'north',
			timeZone: 'Mars/Base'
		});
		expect(Object.fromEntries(refusal.issues!.map(({ field, key }) => [field, key]))).toEqual({
			name: 'error_required',
			lng: 'gardens_lng_range',
			lat: 'error_number',
			timeZone: 'gardens_time_zone_unknown'
		});
	});

	test('gardens of one name, founded in the same moment, each get an address of their own', async () => {
		const people = await Promise.all(Array.from({ length: 12 }, () => world.person()));
		const name = 'Twelve Oaks';
		const all = await Promise.all(
			people.map((person) => world.done<{ slug: string }>(person, 'gardens.found', { ...NEW, name }))
		);
		const slugs = all.map(({ slug }) => slug).sort();
		expect(new Set(slugs).size).toBe(12);
		expect(slugs).toContain('twelve-oaks');
		expect(slugs).toContain('twelve-oaks-12');
	});

	test('sent twice, it happens once', async () => {
		const personId = await world.person();
		const id = newId();
		const first = await world.done(personId, 'gardens.found', { ...NEW, name: 'Once' }, { id });
		expect(await world.done(personId, 'gardens.found', { ...NEW, name: 'Once' }, { id })).toEqual(first);
		expect(await db.selectFrom('garden').select('id').where('name', '=', 'Once').execute()).toHaveLength(1);
	});

	test('one person cannot start dozens', async () => {
		const personId = await world.person();
		for (let count = 0; count < 10; count++)
			await world.done(personId, 'gardens.found', { ...NEW, name: `Row ${count}` });
		expect(await world.refused(personId, 'gardens.found', NEW)).toMatchObject({
			code: 'too_many',
			key: 'gardens_found_too_many'
		});
	});
});

describe('who may', () => {
	let house: Awaited<ReturnType<typeof household>>;
	let ids: { featureId: string; zoneId: string };
	beforeAll(async () => {
		house = await household();
		const { gardenId, steward } = house;
		const tap = { gardenId, kind: 'tap', geometry: { type: 'Point', coordinates: at(1, 1) } };
		const { featureId } = await world.done<{ featureId: string }>(steward, 'gardens.addFeature', tap);
		const { zoneId } = await world.done<{ zoneId: string }>(steward, 'gardens.addZone', {
			gardenId,
			name: 'Z'
		});
		ids = { featureId, zoneId };
	});

	const calls = (): [command: string, input: object, area: 'plots' | 'people' | 'either'][] => [
		['gardens.change', { gardenId: house.gardenId, about: 'x' }, 'either'],
		['gardens.close', { gardenId: house.gardenId, name: 'wrong' }, 'people'],
		['gardens.setBoundary', { gardenId: house.gardenId, boundary: null }, 'plots'],
		[
			'gardens.addFeature',
			{ gardenId: house.gardenId, kind: 'tap', geometry: { type: 'Point', coordinates: at(0, 0) } },
			'plots'
		],
		['gardens.changeFeature', { featureId: ids.featureId, name: 'x' }, 'plots'],
		['gardens.removeFeature', { featureId: ids.featureId }, 'plots'],
		['gardens.addZone', { gardenId: house.gardenId, name: 'Y' }, 'plots'],
		['gardens.changeZone', { zoneId: ids.zoneId, name: 'X' }, 'plots'],
		['gardens.removeZone', { zoneId: ids.zoneId }, 'plots']
	];

	test('visitors, strangers and stewards of other gardens are refused, and learn nothing', async () => {
		for (const [command, input] of calls()) {
			expect(await world.refused(null, command, input), command).toMatchObject({ code: 'unauthenticated' });
			for (const who of [house.stranger, house.nextDoor])
				expect(await world.refused(who, command, input), command).toMatchObject({ code: 'not_found' });
		}
	});

	test('members and stewards of other areas are told whose task it is', async () => {
		for (const [command, input, area] of calls()) {
			const others = { plots: house.peopleOnly, people: house.plotsOnly, either: house.rotaOnly };
			for (const who of [house.member, house.rotaOnly, others[area]])
				expect(await world.refused(who, command, input), command).toMatchObject({ code: 'forbidden' });
		}
	});

	test('things that do not exist are not found', async () => {
		const gone = newId();
		expect(await world.refused(house.steward, 'gardens.removeFeature', { featureId: gone })).toMatchObject({
			code: 'not_found'
		});
		expect(await world.refused(house.steward, 'gardens.changeZone', { zoneId: gone })).toMatchObject({
			code: 'not_found'
		});
		expect(
			await world.refused(house.steward, 'gardens.setBoundary', { gardenId: gone, boundary: null })
		).toMatchObject({ code: 'not_found' });
	});
});

describe('the map', () => {
	test('holds boundary, zones and things, wound by the right-hand rule', async () => {
		const { gardenId, plotsOnly } = await household();
		const clockwise = { type: 'Polygon', coordinates: [box(0, 0, 40, 30).coordinates[0]!.toReversed()] };
		await world.done(plotsOnly, 'gardens.setBoundary', { gardenId, boundary: clockwise });
		const { zoneId } = await world.done<{ zoneId: string }>(plotsOnly, 'gardens.addZone', {
			gardenId,
			name: 'Zone B',
			geometry: box(0, 0, 20, 30)
		});
		const tap = {
			gardenId,
			kind: 'tap',
			name: '2',
			zoneId,
			geometry: { type: 'Point', coordinates: [...at(3, 3), 34.5] }
		};
		const { featureId } = await world.done<{ featureId: string }>(plotsOnly, 'gardens.addFeature', tap);
		const map = await gardenMap(db, gardenId);
		expect(map.boundary).toMatchObject({ type: 'Polygon' });
		expect(map.zones).toMatchObject([{ id: zoneId, name: 'Zone B' }]);
		expect(map.features).toMatchObject([{ id: featureId, kind: 'tap', name: '2', zoneId }]);
		expect((map.features[0]!.geometry.coordinates as number[]).length).toBe(2);

		await world.done(plotsOnly, 'gardens.changeFeature', {
			featureId,
			kind: 'tree',
			name: 'Old apple',
			zoneId: null
		});
		expect((await gardenMap(db, gardenId)).features).toMatchObject([
			{ kind: 'tree', name: 'Old apple', zoneId: null }
		]);
		await world.done(plotsOnly, 'gardens.removeFeature', { featureId });
		await world.done(plotsOnly, 'gardens.setBoundary', { gardenId, boundary: null });
		expect(await gardenMap(db, gardenId)).toMatchObject({ boundary: null, features: [] });
	});

	test('a refused shape leaves nothing behind', async () => {
		const { gardenId, steward } = await household();
		const crossed = {
			type: 'Polygon',
			coordinates: [[at(0, 0), at(10, 10), at(10, 0), at(0, 10), at(0, 0)]]
		};
		expect(
			await world.refused(steward, 'gardens.setBoundary', { gardenId, boundary: crossed })
		).toMatchObject({
			code: 'unprocessable',
			key: 'transfer_shape_crosses',
			field: 'boundary'
		});
		expect(
			await world.refused(steward, 'gardens.addFeature', {
				gardenId,
				kind: 'shed',
				geometry: { type: 'Point', coordinates: [0, 0] }
			})
		).toMatchObject({ key: 'gardens_far' });
		expect(await gardenMap(db, gardenId)).toMatchObject({ boundary: null, features: [] });
	});

	test('a kind that is drawn otherwise is refused', async () => {
		const { gardenId, steward } = await household();
		const path = {
			gardenId,
			kind: 'path',
			geometry: { type: 'LineString', coordinates: [at(0, 0), at(9, 9)] }
		};
		const { featureId } = await world.done<{ featureId: string }>(steward, 'gardens.addFeature', path);
		expect(await world.refused(steward, 'gardens.changeFeature', { featureId, kind: 'tap' })).toMatchObject({
			key: 'gardens_tap_drawn_as'
		});
	});

	test('a zone of another garden cannot be used', async () => {
		const [here, there] = [await household(), await household()];
		const { zoneId } = await world.done<{ zoneId: string }>(there.steward, 'gardens.addZone', {
			gardenId: there.gardenId,
			name: 'A'
		});
		const tap = {
			gardenId: here.gardenId,
			kind: 'tap',
			zoneId,
			geometry: { type: 'Point', coordinates: at(1, 1) }
		};
		expect(await world.refused(here.steward, 'gardens.addFeature', tap)).toMatchObject({
			key: 'gardens_zone_unknown',
			field: 'zoneId'
		});
	});

	test('two stewards who add one zone at once: one does, the other is told', async () => {
		const { gardenId, steward, plotsOnly } = await household();
		const answers = await Promise.all(
			[steward, plotsOnly].map((who) => world.send(who, 'gardens.addZone', { gardenId, name: 'Zone C' }))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(answers.find(({ ok }) => !ok)).toMatchObject({
			refusal: { code: 'conflict', key: 'gardens_zone_name_taken' }
		});
		const { zoneId } = await world.done<{ zoneId: string }>(steward, 'gardens.addZone', {
			gardenId,
			name: 'Zone D'
		});
		expect(await world.refused(steward, 'gardens.changeZone', { zoneId, name: 'Zone C' })).toMatchObject({
			key: 'gardens_zone_name_taken'
		});
	});

	test('a removed zone leaves its plots and things where they are', async () => {
		const { gardenId, steward } = await household();
		const { zoneId } = await world.done<{ zoneId: string }>(steward, 'gardens.addZone', {
			gardenId,
			name: 'A'
		});
		await world.done(steward, 'gardens.addFeature', {
			gardenId,
			kind: 'tap',
			zoneId,
			geometry: { type: 'Point', coordinates: at(1, 1) }
		});
		const now = new Date();
		const plot = {
			id: newId(),
			garden_id: gardenId,
			number: '1',
			outline: JSON.stringify(box(0, 0, 2, 10)),
			area_m2: '20',
			zone_id: zoneId
		};
		await db
			.insertInto('plot')
			.values({ ...plot, created_at: now, updated_at: now })
			.execute();
		await world.done(steward, 'gardens.removeZone', { zoneId });
		expect((await gardenMap(db, gardenId)).features).toMatchObject([{ zoneId: null }]);
		expect(
			await db.selectFrom('plot').select('zone_id').where('id', '=', plot.id).executeTakeFirst()
		).toEqual({ zone_id: null });
	});
});

describe('settings', () => {
	test('what is left out stays', async () => {
		const { gardenId, peopleOnly } = await household();
		await world.done(peopleOnly, 'gardens.change', { gardenId, about: 'Since 1978.', listed: false });
		await world.done(peopleOnly, 'gardens.change', {
			gardenId,
			units: 'imperial',
			timeZone: 'America/New_York'
		});
		expect(await gardenSettings(db, gardenId)).toMatchObject({
			about: 'Since 1978.',
			listed: false,
			units: 'imperial',
			timeZone: 'America/New_York'
		});
	});

	test('the place cannot run away from the boundary', async () => {
		const { gardenId, steward } = await household();
		await world.done(steward, 'gardens.setBoundary', { gardenId, boundary: box(0, 0, 30, 30) });
		expect(await world.refused(steward, 'gardens.change', { gardenId, lat: 48 })).toMatchObject({
			key: 'gardens_place_far'
		});
		await world.done(steward, 'gardens.change', { gardenId, lat: PLACE[1] + 0.01 });
	});

	test('a garden closes for whoever types its name, and is gone', async () => {
		const { gardenId, steward } = await household();
		expect(await world.refused(steward, 'gardens.close', { gardenId, name: 'Elm' })).toMatchObject({
			key: 'gardens_close_name',
			field: 'name'
		});
		await world.done(steward, 'gardens.close', { gardenId, name: 'elm street  garden' });
		expect(await world.refused(steward, 'gardens.change', { gardenId, about: 'x' })).toMatchObject({
			code: 'not_found'
		});
		expect((await gardenPins(db)).map(([slug]) => slug)).not.toContain(`garden-${gardenId}`);
	});
});

describe('the public list', () => {
	const PARIS = { lng: 2.3522, lat: 48.8566 };
	async function place(name: string, lng: number, lat: number, given: object = {}) {
		const gardenId = await world.garden({ name, ...given });
		await db
			.updateTable('garden')
			.set({ lng, lat, address: `Rue de ${name} 1` })
			.where('id', '=', gardenId)
			.execute();
		return gardenId;
	}
	beforeAll(async () => {
		await place('Jardin Éole', 2.3655, 48.8881);
		await place('Jardin du Ruisseau', 2.3412, 48.8958);
		await place('Jardin caché', 2.35, 48.85, { listed: false });
	});

	test('finds by words of name and address, without accents, and never what is unlisted', async () => {
		const names = async (words: string) => (await listGardens(db, { words })).gardens.map(({ name }) => name);
		expect(await names('eole')).toEqual(['Jardin Éole']);
		expect(await names('RUE ÉOLE jardin')).toEqual(['Jardin Éole']);
		expect(await names('ruisseau eole')).toEqual([]);
		expect(await names('caché')).toEqual([]);
		expect(await names('100% _')).toEqual([]);
	});

	test('sorts by the distance that lib/geo computes', async () => {
		const { gardens, total } = await listGardens(db, { words: 'jardin', near: PARIS });
		expect(total).toBe(2);
		expect(gardens.map(({ name }) => name)).toEqual(['Jardin Éole', 'Jardin du Ruisseau']);
		for (const { metres, lng, lat } of gardens)
			expect(metres).toBeCloseTo(metresBetween([PARIS.lng, PARIS.lat], [lng, lat]), 2);
	});

	test('pins lie in the box that was asked for, also across the date line', async () => {
		expect(await gardenPins(db, [2.3, 48.8, 2.36, 48.9])).toHaveLength(1);
		await place('Fiji', 179.9, -17);
		await place('Taveuni', -179.9, -17);
		expect(await gardenPins(db, [179, -20, -179, -10])).toHaveLength(2);
		expect(await gardenPins(db, [-180, -20, -179, -10])).toHaveLength(1);
	});
});

test('what is written beside a tap is for those who garden here: not for neighbours, next door or visitors', async () => {
	const { gardenId, steward, member, nextDoor } = await household();
	const notes = 'The key hangs in the shed.';
	const tap = { kind: 'tap', name: 'Tap 2', notes, geometry: { type: 'Point', coordinates: at(1, 1) } };
	await world.done(steward, 'gardens.addFeature', { gardenId, ...tap });
	const neighbour = await world.member(gardenId, 'neighbour');
	const notesFor = async (personId: string | null) => {
		const standing = personId ? await standingOf(db, gardenId, personId) : null;
		return (await shownMap(db, gardenId, standing)).features.map((feature) => feature.notes);
	};
	expect(await notesFor(member)).toEqual([notes]);
	expect(await notesFor(neighbour.personId)).toEqual(['']);
	expect(await notesFor(nextDoor)).toEqual(['']);
	expect(await notesFor(null)).toEqual(['']);
});
