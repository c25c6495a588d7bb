import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planGardenImport } from './garden-rules.ts';
import { readGardens } from './garden-rows.ts';
import type { ExistingGarden, GardenImportOptions } from './schema.ts';

function planOf(name: string, existing: ExistingGarden[] = [], options: Partial<GardenImportOptions> = {}) {
	const bytes = readFileSync(new URL(`../../../tests/fixtures/geo/${name}`, import.meta.url));
	const format = name.endsWith('.csv') ? 'csv' : 'geojson';
	return planGardenImport(readGardens(bytes, format, options.swapped), existing, {
		source: 'list',
		...options
	});
}

describe('a list of gardens', () => {
	test('brings good rows in and names each other row with its reason', () => {
		const plan = planOf('bad-rows.csv');
		expect(plan.gardens.map((garden) => garden.name)).toEqual(['Good', 'Good too']);
		expect(plan.problems.map(({ where, key }) => `${where.index} ${key}`)).toEqual([
			'3 transfer_garden_no_name',
			'4 transfer_garden_no_place',
			'5 transfer_garden_not_degrees',
			'6 transfer_garden_not_degrees',
			'10 transfer_shape_metres',
			'11 transfer_csv_cells',
			'12 transfer_shape_lng_range'
		]);
		expect(
			plan.skipped.map(({ where, key, params }) => `${where.index} ${key} ${params['first'] ?? ''}`)
		).toEqual([
			'7 transfer_garden_twice_id 2',
			'8 transfer_garden_twice_near 2',
			'9 transfer_garden_closed '
		]);
		expect(plan.counts).toEqual({ add: 2, skipped: 3, refused: 7, total: 12 });
	});

	test.each([
		['bad-open-quote.csv', ['Good'], ['row 3 transfer_csv_open_quote']],
		['bad-no-name.csv', [], ['file 0 transfer_garden_no_name_column']],
		['bad-no-place.csv', [], ['file 0 transfer_garden_no_place_column']],
		['bad-header-only.csv', [], ['file 0 transfer_csv_no_rows']],
		['bad-empty.geojson', [], ['file 0 transfer_file_empty']],
		['bad-crs.geojson', [], ['file 0 transfer_geojson_crs']]
	])('%s', (name, names, problems) => {
		const plan = planOf(name);
		expect(plan.gardens.map((garden) => garden.name)).toEqual(names);
		expect(plan.problems.map(({ where, key }) => `${where.kind} ${where.index} ${key}`)).toEqual(problems);
		expect(plan.accepted).toBe(names.length > 0);
	});

	test('with semicolons, decimal commas and Spanish columns', () => {
		expect(planOf('good-semicolon.csv').gardens[0]).toEqual({
			index: 2,
			name: 'Huerto del Sol',
			address: 'C/ Mayor 1',
			openingHours: '',
			position: [-3.7038, 40.4168],
			boundary: null,
			externalId: null,
			source: 'list'
		});
	});

	test('with a title above the header, blank rows, underscores and lines inside a name', () => {
		const plan = planOf('good-title-row.csv');
		expect(plan.gardens.map(({ index, name }) => [index, name])).toEqual([
			[5, 'Elm Street Garden'],
			[7, 'Garden "B" second line']
		]);
	});

	test('with outlines as text', () => {
		const [a, b] = planOf('good-wkt.csv').gardens;
		expect(a?.boundary?.type).toBe('Polygon');
		expect(a?.position[0]).toBeCloseTo(-73.94995, 6);
		expect(b).toMatchObject({ position: [-73.96, 40.72], boundary: null, externalId: '2' });
	});

	test('with quotes inside text', () => {
		const plan = planOf('bad-loose-quotes.csv');
		expect(plan.gardens[0]?.name).toBe('Max');
		expect(plan.notes[0]?.key).toBe('transfer_note_quotes');
	});
});

describe('a garden that is here already', () => {
	const here = (externalId: string | null, position: [number, number], name = 'Good'): ExistingGarden => ({
		id: 'x',
		name,
		position,
		source: 'list',
		externalId
	});

	test('is known by its id in the same list', () => {
		const plan = planOf('bad-rows.csv', [here('11', [0, 0], 'Renamed')]);
		expect(plan.gardens.map((garden) => garden.name)).toEqual(['Good']);
		expect(plan.skipped.at(-1)).toMatchObject({ key: 'transfer_garden_known_id', where: { index: 13 } });
	});

	test('is not known by an id of another list', () => {
		const plan = planOf('bad-rows.csv', [{ ...here('11', [0, 0], 'Renamed'), source: 'other' }]);
		expect(plan.counts.add).toBe(2);
	});

	test('is known by its name within 30 metres, not beyond', () => {
		expect(planOf('bad-rows.csv', [here(null, [-73.9502, 40.7101], 'GOOD!')]).counts.add).toBe(1);
		expect(planOf('bad-rows.csv', [here(null, [-73.9504, 40.7102], 'GOOD!')]).counts.add).toBe(2);
	});

	test('keeps its id from a second garden that a list gave the same one', () => {
		const text = 'name,lat,lon,site_id\nLicton,47.69,-122.33,87\nWestcrest,47.52,-122.34,87\n';
		const { gardens } = planGardenImport(readGardens(text, 'csv'), [], { source: 'list' });
		expect(gardens.map(({ name, externalId }) => [name, externalId])).toEqual([
			['Licton', '87'],
			['Westcrest', null]
		]);
	});
});

describe('where gardens should lie', () => {
	const swapped = 'name,lat,lon\nA,13.44,52.51\nB,13.46,52.50\nC,13.43,52.51\n';
	const near = { lng: 13.4, lat: 52.5, km: 50 };

	test('swapped columns are seen, and said once for the file', () => {
		const plan = planGardenImport(readGardens(swapped, 'csv'), [], { source: 'list', near });
		expect(plan.accepted).toBe(false);
		expect(plan.problems).toMatchObject([{ where: { kind: 'file' }, key: 'transfer_geojson_swapped' }]);
	});

	test('and can be read the other way round', () => {
		const plan = planGardenImport(readGardens(swapped, 'csv', true), [], { source: 'list', near });
		expect(plan.counts).toEqual({ add: 3, skipped: 0, refused: 0, total: 3 });
	});

	test('a row far away is named', () => {
		const text = 'name,lat,lon\nA,52.51,13.44\nB,40.7,-73.9\n';
		const plan = planGardenImport(readGardens(text, 'csv'), [], { source: 'list', near });
		expect(plan.problems).toMatchObject([{ key: 'transfer_shape_far', where: { index: 3, label: 'B' } }]);
	});
});

describe('opening hours', () => {
	test('of one column for each day are put together by runs of days', () => {
		const columns = 'openhrsf,openhrsm,openhrssa,openhrssu,openhrsth,openhrstu,openhrsw';
		const text = `name,lat,lon,${columns}\nA,1,2,9-5,9-5,10-2,Closed,,9-5,N/A\n`;
		const [garden] = readGardens(text, 'csv').candidates;
		expect(garden?.openingHours).toBe('Mo–Tu 9-5\nFr 9-5\nSa 10-2\nSu Closed');
	});
});
