import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import { speak } from '#lib/i18n/sentence.server.ts';
import { box } from '#tests/factories/ground.ts';
import { plot, plotGarden } from '#tests/factories/plots.ts';
import { testWorld } from '#tests/factories/world.ts';
import { testDatabase } from '#tests/setup/database.ts';

const world = testWorld(await testDatabase());
const { db } = world;
const FIXTURES = new URL('../../../tests/fixtures/geo/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, FIXTURES), 'latin1');

interface Given {
	number?: unknown;
	kind?: string;
	size?: number;
}

/** The text of a file with one plot for each of the given, in a row. */
function file(...plots: Given[]): string {
	const features = plots.map(({ number, kind, size = 2.5 }, at) => ({
		type: 'Feature',
		properties: { number, kind },
		geometry: box(at * 3, 0, size, 10)
	}));
	return JSON.stringify({ type: 'FeatureCollection', features });
}

const stored = (gardenId: string) =>
	db
		.selectFrom('plot')
		.select(['number', 'kind', 'area_m2', 'revision'])
		.where('garden_id', '=', gardenId)
		.orderBy('number')
		.execute();

/** A garden where the fixtures lie, in Brooklyn. */
async function brooklyn() {
	const house = await plotGarden(world);
	await db.updateTable('garden').set({ lng: -73.95, lat: 40.71 }).where('id', '=', house.gardenId).execute();
	return house;
}

describe('importing plots', () => {
	test('adds, changes and leaves, and says how many', async () => {
		const house = await plotGarden(world);
		const { gardenId, steward } = house;
		await plot(world, house, { number: 'A1', outline: box(0, 0, 2.5, 10) });
		await plot(world, house, { number: 'a2', outline: box(0, 0, 2.5, 10) });
		const text = file({ number: 'A1' }, { number: 'A2', kind: 'raised', size: 2 }, { number: 3 });
		const input = { gardenId, text, options: {} };
		const id = newId();
		const result = await world.done(steward, 'transfer.importPlots', input, { id });
		expect(result).toEqual({ added: 1, changed: 1, same: 1 });
		expect(await stored(gardenId)).toMatchObject([
			{ number: '3', kind: 'single', revision: 1 },
			{ number: 'A1', kind: 'single', revision: 1 },
			{ number: 'a2', kind: 'raised', revision: 2 }
		]);
		expect(await world.done(steward, 'transfer.importPlots', input, { id })).toEqual(result);
		expect(await world.done(steward, 'transfer.importPlots', input)).toEqual({
			added: 0,
			changed: 0,
			same: 3
		});
	});

	test('numbers plots that have none, by a chosen property or counted on', async () => {
		const { gardenId, steward } = await plotGarden(world);
		const text = file({}, { number: 'B2' }, {});
		const options = { numberProperty: 'number', numbering: { prefix: 'B', from: 1 } };
		await world.done(steward, 'transfer.importPlots', { gardenId, text, options });
		expect((await stored(gardenId)).map(({ number }) => number)).toEqual(['B1', 'B2', 'B3']);
	});

	test('a plan other than the one that was seen is refused', async () => {
		const { gardenId, steward } = await plotGarden(world);
		const input = { gardenId, text: file({ number: 1 }), expected: { add: 2, change: 0 } };
		expect(await world.refused(steward, 'transfer.importPlots', input)).toMatchObject({
			code: 'conflict',
			key: 'transfer_plan_moved'
		});
		expect(await stored(gardenId)).toEqual([]);
	});

	test('of two imports of one file at once, one adds and the other finds all there', async () => {
		const { gardenId, steward } = await plotGarden(world);
		const text = file(...Array.from({ length: 40 }, (_, at) => ({ number: at })));
		const results = await Promise.all(
			[1, 2].map(() => world.done<{ added: number }>(steward, 'transfer.importPlots', { gardenId, text }))
		);
		expect(results.map(({ added }) => added).sort()).toEqual([0, 40]);
		expect(await stored(gardenId)).toHaveLength(40);
	});

	test('thousands come in at once', async () => {
		const { gardenId, steward } = await plotGarden(world);
		const text = file(...Array.from({ length: 3000 }, (_, at) => ({ number: at })));
		expect(await world.done(steward, 'transfer.importPlots', { gardenId, text })).toMatchObject({
			added: 3000
		});
	});

	// Bytes that are no text are refused before: by the page, the command line, or the door.
	const bad = readdirSync(FIXTURES).filter((name) => /^bad-(?!latin1|utf16|archive).*\.geojson$/.test(name));
	test.each(bad)('%s is refused with a sentence, and nothing is stored', async (name) => {
		const { gardenId, steward } = await brooklyn();
		const refusal = await world.refused(steward, 'transfer.importPlots', { gardenId, text: fixture(name) });
		expect(refusal.code).toBe('unprocessable');
		for (const locale of ['en', 'es'] as const) {
			const { sentence, issues = [] } = speak(refusal, locale);
			expect(sentence.length).toBeGreaterThan(20);
			for (const issue of issues) expect(issue.sentence.length).toBeGreaterThan(20);
		}
		expect(await stored(gardenId)).toEqual([]);
	});

	test('one bad shape keeps all out, and is named by its place', async () => {
		const { gardenId, steward } = await plotGarden(world);
		const text = file({ number: 'A1' }, { number: 'A1' });
		expect(await world.refused(steward, 'transfer.importPlots', { gardenId, text })).toMatchObject({
			key: 'transfer_refused',
			params: { count: 1 },
			issues: [{ field: 'feature.2', key: 'transfer_plot_number_twice' }]
		});
		expect(await stored(gardenId)).toEqual([]);
	});

	test('a million corners are refused in a moment', async () => {
		const { gardenId, steward } = await plotGarden(world);
		const ring = `${'[13.4,52.5],'.repeat(300_000)}[13.4,52.5]`;
		const text = `{"type":"Polygon","coordinates":[[${ring}]]}`;
		expect(await world.refused(steward, 'transfer.importPlots', { gardenId, text })).toMatchObject({
			key: 'transfer_geojson_too_many_positions'
		});
		const huge = `{"x":"${'y'.repeat(6 * 1024 * 1024)}"}`;
		expect(await world.refused(steward, 'transfer.importPlots', { gardenId, text: huge })).toMatchObject({
			key: 'transfer_file_too_big'
		});
	});

	test('is for stewards of the plots', async () => {
		const house = await plotGarden(world);
		const input = { gardenId: house.gardenId, text: file({ number: 1 }) };
		const refusal = (who: string | null) => world.refused(who, 'transfer.importPlots', input);
		expect(await refusal(null)).toMatchObject({ code: 'unauthenticated' });
		for (const who of [house.stranger, house.nextDoor.personId])
			expect(await refusal(who)).toMatchObject({ code: 'not_found' });
		for (const who of [house.rosa.personId, house.neighbour.personId, house.peopleOnly])
			expect(await refusal(who)).toMatchObject({ code: 'forbidden' });
		expect(await stored(house.gardenId)).toEqual([]);
		await world.done(null, 'transfer.importPlots', input, { via: 'cli' });
	});
});

describe('importing gardens', () => {
	const csv = (...rows: string[]) => ['name,lat,lon,id', ...rows].join('\n');
	const list = (source: string, text: string, given: object = {}) => ({
		source,
		format: 'csv',
		text,
		...given
	});
	const bring = (input: object) => world.done(null, 'transfer.importGardens', input, { via: 'cli' });
	const from = (source: string) =>
		db.selectFrom('garden').selectAll().where('source', '=', source).orderBy('external_id').execute();

	test('they are listed, have no stewards, and come in once', async () => {
		const text = csv('Elm,52.5,13.4,1', 'Elm,52.6,13.5,2', 'Nowhere,,,3', 'Oak,52.7,13.6,4');
		const input = list('test-list', text, { timeZone: 'Europe/Berlin', locale: 'es' });
		expect(await bring(input)).toEqual({ added: 3, skipped: 0, refused: 1 });
		const gardens = await from('test-list');
		expect(gardens.map(({ name, external_id }) => `${name} ${external_id}`)).toEqual([
			'Elm 1',
			'Elm 2',
			'Oak 4'
		]);
		expect(gardens[0]).toMatchObject({
			lng: 13.4,
			lat: 52.5,
			listed: true,
			time_zone: 'Europe/Berlin',
			locale: 'es',
			boundary: null
		});
		expect(new Set(gardens.map(({ slug }) => slug)).size).toBe(3);
		const ids = gardens.map(({ id }) => id);
		expect(await db.selectFrom('membership').select('id').where('garden_id', 'in', ids).execute()).toEqual(
			[]
		);
		expect(await bring(input)).toEqual({ added: 0, skipped: 3, refused: 1 });
	});

	test('a list of which nothing can come in is refused', async () => {
		const refusal = (text: string, given: object = {}) =>
			world.refused(null, 'transfer.importGardens', list('bad', text, given), { via: 'cli' });
		expect(await refusal('')).toMatchObject({ key: 'transfer_file_empty' });
		expect(await refusal('name\nElm')).toMatchObject({ key: 'transfer_garden_no_place_column' });
		const near = { near: { lng: 13.4, lat: 52.5 } };
		const turned = csv('A,13.4,52.5,1', 'B,13.5,52.6,2');
		expect(await refusal(turned, near)).toMatchObject({ key: 'transfer_geojson_swapped' });
		expect(await bring(list('turned', turned, { ...near, swapped: true }))).toMatchObject({ added: 2 });
		expect(await from('bad')).toEqual([]);
	});

	test('is for the operator alone', async () => {
		const house = await plotGarden(world);
		const input = list('theirs', csv('Elm,1,1,1'));
		for (const who of [house.steward, house.stranger])
			expect(await world.refused(who, 'transfer.importGardens', input)).toMatchObject({ code: 'not_found' });
		expect(await world.refused(null, 'transfer.importGardens', input)).toMatchObject({
			code: 'unauthenticated'
		});
		expect(await from('theirs')).toEqual([]);
	});

	const NYC = new URL('../../../../shared/data/gardens/nyc_greenthumb_garden_info.csv', import.meta.url);
	if (!existsSync(NYC)) console.warn('Skipped: the real list of gardens is not beside this repository.');
	test.skipIf(!existsSync(NYC))('the list of New York comes in with its outlines', async () => {
		const input = list('nyc', readFileSync(NYC, 'utf8'), { timeZone: 'America/New_York' });
		expect(await bring(input)).toEqual({ added: 606, skipped: 23, refused: 0 });
		expect((await from('nyc')).every(({ boundary }) => boundary !== null)).toBe(true);
	});
});
