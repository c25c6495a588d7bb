import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '#lib/files/read-csv.ts';
import { readGeoJson } from '#lib/geo/read-geojson.ts';
import { planGardenImport } from './garden-rules.ts';
import { readGardens } from './garden-rows.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import { planPlotImport } from './plot-rules.ts';

/** Public data that is not part of this repository: gardens of several cities and collections of broken files. */
const DATA = new URL('../../../../shared/data/', import.meta.url);
const absent = !existsSync(DATA);
if (absent) console.warn('Skipped: the real garden lists and broken files are not beside this repository.');

function bytes(path: string): Uint8Array {
	return readFileSync(new URL(path, DATA));
}

function files(folder: string): string[] {
	return absent
		? []
		: readdirSync(new URL(folder, DATA)).map((name) => `${folder}${encodeURIComponent(name)}`);
}

function expectAnswers(problems: readonly { key: string }[]): void {
	for (const { key } of problems) {
		expect(en, key).toHaveProperty(key);
		expect(es, key).toHaveProperty(key);
	}
}

describe.skipIf(absent)('real lists of gardens', () => {
	test.each([
		// Of 629: 19 closed or inactive, 4 rows twice; 62 without a position get it from their outline.
		['gardens/nyc_greenthumb_garden_info.csv', { add: 606, skipped: 23, refused: 0, total: 629 }],
		['gardens/berlin_gartenkarte_2017.csv', { add: 113, skipped: 0, refused: 0, total: 113 }],
		['gardens/berlin_gartenkarte_2017.geojson', { add: 113, skipped: 0, refused: 0, total: 113 }],
		['gardens/seattle_p_patches.geojson', { add: 86, skipped: 0, refused: 0, total: 86 }],
		['gardens/trafford_allotments.csv', { add: 35, skipped: 0, refused: 0, total: 35 }],
		['gardens/trafford_allotments.geojson', { add: 35, skipped: 0, refused: 0, total: 35 }],
		// One row has no geometry.
		[
			'gardens/vancouver_community_gardens_and_food_trees.geojson',
			{ add: 167, skipped: 0, refused: 1, total: 168 }
		],
		['waitlist/seattle_ppatch_plots_and_wait_years.csv', { add: 86, skipped: 0, refused: 0, total: 86 }],
		// Addresses only.
		['gardens/calgary_community_gardens.csv', { add: 0, skipped: 0, refused: 83, total: 83 }],
		['gardens/nyc_greenthumb_site_visits.csv', { add: 0, skipped: 0, refused: 357, total: 357 }]
	])('%s', (path, counts) => {
		const reading = readGardens(bytes(path), path.endsWith('.csv') ? 'csv' : 'geojson');
		const plan = planGardenImport(reading, [], { source: path });
		expect(plan.counts).toEqual(counts);
		expectAnswers([...plan.problems, ...plan.skipped, ...plan.notes]);
		for (const garden of plan.gardens) {
			expect(garden.name.length).toBeLessThanOrEqual(120);
			expect(garden.address.length).toBeLessThanOrEqual(300);
			expect(garden.openingHours.length).toBeLessThanOrEqual(1000);
		}
		const existing = plan.gardens.map((garden, at) => ({ id: String(at), ...garden }));
		expect(planGardenImport(reading, existing, { source: path }).counts.add).toBe(0);
	});

	test('New York lies in New York, with its outlines', () => {
		const plan = planGardenImport(readGardens(bytes('gardens/nyc_greenthumb_garden_info.csv'), 'csv'), [], {
			source: 'nyc',
			near: { lng: -73.95, lat: 40.7, km: 40 }
		});
		expect(plan.counts.add).toBe(606);
		expect(plan.gardens.every((garden) => garden.boundary !== null)).toBe(true);
	});

	test('Seattle lies in Seattle, not where its x and y would put it', () => {
		const plan = planGardenImport(readGardens(bytes('gardens/seattle_p_patches.geojson'), 'geojson'), [], {
			source: 'seattle',
			near: { lng: -122.33, lat: 47.61, km: 30 }
		});
		expect(plan.counts.add).toBe(86);
	});

	test('the Berlin table has latitude and longitude swapped, its map has not', () => {
		const options = { source: 'berlin', near: { lng: 13.4, lat: 52.5, km: 50 } };
		const path = 'gardens/berlin_gartenkarte_2017';
		const table = planGardenImport(readGardens(bytes(`${path}.csv`), 'csv'), [], options);
		expect(table.problems).toMatchObject([{ key: 'transfer_geojson_swapped', params: { count: 113 } }]);
		const turned = planGardenImport(readGardens(bytes(`${path}.csv`), 'csv', true), [], options);
		const map = planGardenImport(readGardens(bytes(`${path}.geojson`), 'geojson'), [], options);
		expect(turned.gardens.map(({ name, position }) => [name, position])).toEqual(
			map.gardens.map(({ name, position }) => [name, position])
		);
	});
});

describe.skipIf(absent)('real plots', () => {
	test('in metres are refused with the name of their system', () => {
		const { features, problems } = readGeoJson(bytes('plots/plantcv_trial_plots_utm14n.geojson'));
		expect(features).toEqual([]);
		expect(problems).toMatchObject([
			{ key: 'transfer_geojson_crs', params: { name: expect.stringContaining('32614') } }
		]);
	});

	test('in metres are known by their numbers where the file names no system', () => {
		const file = JSON.parse(new TextDecoder().decode(bytes('plots/plantcv_trial_plots_utm14n.geojson')));
		const { problems } = readGeoJson(JSON.stringify({ ...file, crs: undefined }));
		expect(problems).toMatchObject([{ key: 'transfer_geojson_metres', params: { count: 124 } }]);
	});

	test('without numbers come in numbered', () => {
		const file = JSON.parse(new TextDecoder().decode(bytes('plots/plantcv_trial_plots_utm14n.geojson')));
		// Moved to degrees near the trial's real place, true enough in size.
		const degrees = JSON.stringify({ ...file, crs: undefined }).replace(
			/\[(7\d{5}[\d.]*), ?(3\d{6}[\d.]*)\]/g,
			(_, x, y) => `[${-96.43 + (x - 746200) / 96000},${30.54 + (y - 3382200) / 111000}]`
		);
		const { features, problems } = readGeoJson(degrees);
		const plain = planPlotImport(features, [], {}, problems);
		expect(plain).toMatchObject({ accepted: false, problemCount: 124, numberProperties: [] });
		const numbered = planPlotImport(features, [], { numbering: { prefix: '', from: 1 } }, problems);
		expect(numbered).toMatchObject({ accepted: true, counts: { add: 124 } });
	});

	test('as KML get the way to GeoJSON', () => {
		const { problems } = readGeoJson(bytes('plots/berlin_kolonie_am_stadtpark_blocks.kml'));
		expect(problems).toMatchObject([{ key: 'transfer_file_xml' }]);
	});
});

describe.skipIf(absent)('collections of broken files', () => {
	test.each(files('corpora/geojson/geojsonhint/good/'))('%s', (path) => {
		const { features, problems } = readGeoJson(bytes(path), { points: true });
		expectAnswers(problems);
		expect(features.length + problems.length).toBeGreaterThan(0);
	});

	test('good outlines and points of geojsonhint are all read', () => {
		const good = (name: string) =>
			readGeoJson(bytes(`corpora/geojson/geojsonhint/good/${name}.geojson`), { points: true });
		for (const name of ['good-polygon', 'multipolygon', 'good-point', 'good-point-3d', 'good-feature']) {
			expect(good(name).problems, name).toEqual([]);
		}
		expect(good('nullgeometry').problems).toMatchObject([{ key: 'transfer_shape_no_geometry' }]);
		expect(good('issue82').problems).toMatchObject([{ key: 'transfer_shape_lat_range' }]);
	});

	test.each(files('corpora/geojson/geojsonhint/bad/'))('%s', (path) => {
		for (const points of [true, false]) {
			const { features, problems } = readGeoJson(bytes(path), { points });
			expectAnswers(problems);
			expect(features.length + problems.length).toBeGreaterThan(0);
			planPlotImport(features, [], {}, problems);
		}
	});

	test('every file of JSONTestSuite has an answer, and broken JSON is called so', () => {
		const all = [
			...files('corpora/json/JSONTestSuite/test_parsing/'),
			...files('corpora/json/JSONTestSuite/test_transform/')
		];
		expect(all.length).toBeGreaterThan(300);
		const early = [
			'transfer_json_broken',
			'transfer_json_too_deep',
			'transfer_file_not_utf8',
			'transfer_file_empty'
		];
		for (const path of all) {
			const { features, problems } = readGeoJson(bytes(path), { points: true });
			expect(features, path).toEqual([]);
			expectAnswers(problems);
			const key = String(problems[0]?.key);
			const name = path.split('/').at(-1) ?? '';
			if (name.startsWith('n_')) expect([...early, 'transfer_file_xml'], name).toContain(key);
			if (name.startsWith('y_')) expect(early, name).not.toContain(key);
		}
	});

	test.each(files('corpora/csv/csv-spectrum/csvs/'))('%s', (path) => {
		const table = readCsv(bytes(path));
		const expected = new TextDecoder().decode(
			bytes(path.replace('/csvs/', '/json/').replace(/csv$/, 'json'))
		);
		const records = table.rows.map((row) =>
			Object.fromEntries(table.columns.map((name, at) => [name, row.cells[at]]))
		);
		expect(table.problems).toEqual([]);
		const plain = (value: unknown): string => JSON.stringify(value).replaceAll('\\r\\n', '\\n');
		expect(plain(records)).toBe(plain(JSON.parse(expected)));
	});

	test('naughty strings are names like others, or refused', () => {
		const strings = JSON.parse(new TextDecoder().decode(bytes('corpora/strings/blns.json'))) as string[];
		const square = (at: number) => {
			const x = at * 0.0002;
			return [
				[
					[x, 1],
					[x + 0.0001, 1],
					[x + 0.0001, 1.0001],
					[x, 1.0001],
					[x, 1]
				]
			];
		};
		const features = strings.map((text, at) => ({
			type: 'Feature',
			properties: { [text]: text, number: text, kind: text },
			geometry: { type: 'Polygon', coordinates: square(at) }
		}));
		const { features: read, problems } = readGeoJson(JSON.stringify({ type: 'FeatureCollection', features }));
		expect([read.length, problems.length]).toEqual([strings.length, 0]);
		const plan = planPlotImport(read, [], { numberProperty: 'number' });
		expect(plan.rows.length).toBe(strings.length);
		expectAnswers(plan.problems);
		const names = plan.rows.filter((row) => row.action === 'add').map((row) => row.number);
		expect(names.length).toBeGreaterThan(100);
		expect(names.every((name) => name === name.trim() && [...name].length <= 20)).toBe(true);

		const quoted = strings.map((text, at) => `"${text.replaceAll('"', '""')}",1,${at / 100}`);
		const gardens = readGardens(['name,lat,lon', ...quoted].join('\n'), 'csv');
		expect(gardens.total).toBe(strings.length);
		expectAnswers(gardens.problems);
	});
});
