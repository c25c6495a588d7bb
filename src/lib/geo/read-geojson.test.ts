import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GEOJSON_LIMITS, readGeoJson } from './read-geojson.ts';
import type { Position } from './types.ts';

const NEAR: Position = [-73.95, 40.71];

function fixture(name: string): Uint8Array {
	return readFileSync(new URL(`../../../tests/fixtures/geo/${name}.geojson`, import.meta.url));
}

/** [fixture, where, key] for each kind of bad file; a feature's problem leaves the good feature beside it alone. */
const BAD = [
	['bad-empty', 'file 0', 'transfer_file_empty'],
	['bad-blank', 'file 0', 'transfer_file_empty'],
	['bad-latin1', 'file 0', 'transfer_file_not_utf8'],
	['bad-utf16', 'file 0', 'transfer_file_not_utf8'],
	['bad-archive', 'file 0', 'transfer_file_archive'],
	['bad-xml', 'file 0', 'transfer_file_xml'],
	['bad-json', 'line 3', 'transfer_json_broken'],
	['bad-cut-off', 'line 1', 'transfer_json_broken'],
	['bad-scalar', 'file 0', 'transfer_geojson_not_object'],
	['bad-list', 'file 0', 'transfer_geojson_list'],
	['bad-topojson', 'file 0', 'transfer_geojson_topojson'],
	['bad-esri', 'file 0', 'transfer_geojson_esri'],
	['bad-no-type', 'file 0', 'transfer_geojson_no_type'],
	['bad-type-case', 'file 0', 'transfer_geojson_unknown_type'],
	['bad-no-features', 'file 0', 'transfer_geojson_no_features'],
	['bad-nothing', 'file 0', 'transfer_geojson_nothing'],
	['bad-crs', 'file 0', 'transfer_geojson_crs'],
	['bad-metres', 'file 0', 'transfer_geojson_metres'],
	['bad-swapped-all', 'file 0', 'transfer_geojson_swapped'],
	['bad-not-feature', 'feature 2', 'transfer_shape_not_feature'],
	['bad-no-geometry', 'feature 2', 'transfer_shape_no_geometry'],
	['bad-geometry-no-type', 'feature 2', 'transfer_shape_no_type'],
	['bad-geometry-type', 'feature 2', 'transfer_shape_unknown_type'],
	['bad-line', 'feature 2', 'transfer_shape_not_outline'],
	['bad-no-coordinates', 'feature 2', 'transfer_shape_no_coordinates'],
	['bad-position-short', 'feature 2', 'transfer_shape_position_short'],
	['bad-not-numbers', 'feature 2', 'transfer_shape_not_numbers'],
	['bad-null-number', 'feature 2', 'transfer_shape_not_numbers'],
	['bad-ring-short', 'feature 2', 'transfer_shape_ring_short'],
	['bad-bowtie', 'feature 2', 'transfer_shape_crosses'],
	['bad-spike', 'feature 2', 'transfer_shape_crosses'],
	['bad-hole-crosses', 'feature 2', 'transfer_shape_crosses'],
	['bad-no-area', 'feature 2', 'transfer_shape_no_area'],
	['bad-longitude', 'feature 2', 'transfer_shape_lng_range'],
	['bad-latitude', 'feature 2', 'transfer_shape_lat_range'],
	['bad-swapped-range', 'feature 2', 'transfer_shape_swapped'],
	['bad-far', 'feature 2', 'transfer_shape_far']
] as const;

describe('a bad file', () => {
	test.each(BAD)('%s is refused at %s with %s', (name, where, key) => {
		const { features, problems } = readGeoJson(fixture(name), { near: NEAR });
		expect(problems.map((problem) => `${problem.where.kind} ${problem.where.index} ${problem.key}`)).toEqual([
			`${where} ${key}`
		]);
		expect(features.length).toBe(where.startsWith('feature') ? 1 : 0);
	});

	test('names the line and column of broken JSON', () => {
		expect(readGeoJson(fixture('bad-json')).problems[0]?.params).toEqual({ line: 3, column: 36 });
	});

	test('names the plot and the place of a crossing', () => {
		const [problem] = readGeoJson(fixture('bad-bowtie')).problems;
		expect(problem?.where.label).toBe('A2');
		expect(problem?.params).toEqual({ lat: 40.71005, lng: -73.94995 });
	});

	test('says which longitude was meant', () => {
		expect(readGeoJson(fixture('bad-longitude')).problems[0]?.params['meant']).toBe(-73.95);
	});
});

describe('a file that can be mended', () => {
	test.each([
		['good-two-plots', 2, []],
		['good-bom-crlf', 1, []],
		['good-clockwise-hole', 1, []],
		['noted-crs84', 1, []],
		['noted-3d', 1, ['transfer_note_flattened 5']],
		['noted-unclosed', 1, ['transfer_note_closed 1']],
		['noted-repeated', 1, ['transfer_note_repeated 1']]
	])('%s is read', (name, count, notes) => {
		const reading = readGeoJson(fixture(name), { near: NEAR });
		expect(reading.problems).toEqual([]);
		expect(reading.features.length).toBe(count);
		expect(reading.notes.map((note) => `${note.key} ${note.params['count']}`)).toEqual(notes);
		for (const { geometry } of reading.features) {
			expect((geometry.coordinates.flat(1) as Position[]).every((position) => position.length === 2)).toBe(
				true
			);
		}
	});

	test('keeps hostile keys away from every prototype', () => {
		const { features } = readGeoJson(fixture('hostile-prototype'));
		expect(features[0]?.properties).toEqual({ number: 'A1' });
		expect(Object.getPrototypeOf(features[0]?.properties)).toBe(Object.prototype);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	test('takes points only where they will do', () => {
		const point = '{"type":"Point","coordinates":[1,2]}';
		expect(readGeoJson(point).problems[0]?.key).toBe('transfer_shape_not_outline');
		expect(readGeoJson(point, { points: true }).features[0]?.geometry).toEqual(JSON.parse(point));
	});
});

describe('a huge file', () => {
	test('over the byte limit is refused', () => {
		const { problems } = readGeoJson(' '.repeat(GEOJSON_LIMITS.bytes) + '{}');
		expect(problems).toMatchObject([{ key: 'transfer_file_too_big', params: { size: 5, limit: 5 } }]);
	});

	test('with a million vertices is refused by a count, sooner than it could be parsed', () => {
		const ring = Array.from({ length: 1_000_000 }, (_, at) => `[${at % 9},1]`).join(',');
		const text = `{"type":"Polygon","coordinates":[[${ring}]]}`;
		const started = performance.now();
		const { problems } = readGeoJson(text, { limits: { bytes: 50_000_000 } });
		const took = performance.now() - started;
		const parsing = performance.now();
		JSON.parse(text);
		expect(problems).toMatchObject([
			{ key: 'transfer_geojson_too_many_positions', params: { count: 1_000_000 } }
		]);
		expect(took).toBeLessThan(5 * (performance.now() - parsing) + 100);
	});

	test('with too many corners in one outline is refused', () => {
		const ring = Array.from({ length: 2001 }, (_, at) => [
			Math.cos(at / 320) / 1e3,
			Math.sin(at / 320) / 1e3
		]);
		const { problems } = readGeoJson(JSON.stringify({ type: 'Polygon', coordinates: [ring] }));
		expect(problems).toMatchObject([
			{ key: 'transfer_shape_too_many_positions', params: { count: 2001, limit: 2000 } }
		]);
	});

	test('with too many features is refused', () => {
		const features = Array.from({ length: 20_001 }, () => null);
		const { problems } = readGeoJson(JSON.stringify({ type: 'FeatureCollection', features }));
		expect(problems).toMatchObject([{ key: 'transfer_geojson_too_many_features' }]);
	});

	test('nested a million deep is refused', () => {
		for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(500_000)]) {
			expect(readGeoJson(text).problems).toMatchObject([{ key: 'transfer_json_too_deep' }]);
		}
	});
});

describe('whatever comes', () => {
	const answered = (text: string): void => {
		const { features, problems } = readGeoJson(text, { points: true, near: NEAR });
		expect(features.length + problems.length).toBeGreaterThan(0);
	};

	test('any text has an answer', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), answered));
	});

	test('any JSON has an answer', () => {
		fc.assert(fc.property(fc.json(), answered));
	});

	test('any GeoJSON-like tree has an answer', () => {
		const type = fc.constantFrom(
			'Polygon',
			'MultiPolygon',
			'Point',
			'Feature',
			'FeatureCollection',
			'x',
			null
		);
		const { tree } = fc.letrec((tie) => ({
			tree: fc.oneof({ maxDepth: 6 }, fc.jsonValue({ maxDepth: 3 }), tie('object')),
			object: fc.record(
				{
					type,
					coordinates: fc.oneof(tie('nested'), fc.jsonValue()),
					geometry: tie('tree'),
					features: fc.array(tie('tree'), { maxLength: 4 }),
					properties: fc.jsonValue({ maxDepth: 2 })
				},
				{ requiredKeys: ['type'] }
			),
			nested: fc.oneof({ maxDepth: 5 }, fc.double(), fc.array(tie('nested'), { maxLength: 6 }))
		}));
		fc.assert(
			fc.property(tree, (value) => answered(JSON.stringify(value))),
			{ numRuns: 500 }
		);
	});
});
