import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGeoJson, type ReadFeature } from '#lib/geo/read-geojson.ts';
import type { Outline } from '#lib/geo/types.ts';
import { numberProperties } from './plot-numbers.ts';
import { planPlotImport } from './plot-rules.ts';
import type { ExistingPlot } from './schema.ts';

function planOf(name: string) {
	const bytes = readFileSync(new URL(`../../../tests/fixtures/geo/${name}.geojson`, import.meta.url));
	const { features, problems } = readGeoJson(bytes);
	return planPlotImport(features, [], {}, problems);
}

function square(at: number, size = 0.0001): Outline {
	const x = at * 0.0002;
	const ring: [number, number][] = [
		[x, 0],
		[x + size, 0],
		[x + size, size],
		[x, size],
		[x, 0]
	];
	return { type: 'Polygon', coordinates: [ring] };
}

function features(...numbers: unknown[]): ReadFeature[] {
	return numbers.map((number, at) => ({ index: at + 1, geometry: square(at), properties: { number } }));
}

describe('a plot file', () => {
	test.each([
		['bad-number-twice', 'feature 2 transfer_plot_number_twice'],
		['bad-number-missing', 'feature 2 transfer_plot_number_missing'],
		['bad-number-long', 'feature 2 transfer_plot_number_long'],
		['bad-number-invisible', 'feature 2 transfer_plot_number_characters'],
		['bad-plot-large', 'feature 2 transfer_plot_too_large'],
		['bad-bowtie', 'feature 2 transfer_shape_crosses'],
		['bad-metres', 'file 0 transfer_geojson_metres']
	])('%s is refused whole: %s', (name, expected) => {
		const plan = planOf(name);
		expect(plan.accepted).toBe(false);
		expect(plan.problems.map(({ where, key }) => `${where.kind} ${where.index} ${key}`)).toEqual([expected]);
	});

	test('names the first 50 problems and counts the rest', () => {
		const plan = planPlotImport(features(...Array.from({ length: 80 }, () => '')), []);
		expect(plan).toMatchObject({ accepted: false, problemCount: 80, counts: { refused: 80 } });
		expect(plan.problems.length).toBe(50);
	});

	test('without a feature is nothing to accept', () => {
		expect(planPlotImport([], []).accepted).toBe(false);
	});

	test('says what it adds, changes and leaves', () => {
		const old = (number: string, at: number): ExistingPlot => ({
			id: `id-${number}`,
			number,
			kind: 'shared',
			outline: square(at)
		});
		const plan = planPlotImport(features('a1', 2, 'A3'), [old('A1', 0), old('2', 7), old('Z', 9)]);
		expect(plan.accepted).toBe(true);
		expect(plan.rows.map(({ number, action, id, kind }) => [number, action, id, kind])).toEqual([
			['a1', 'same', 'id-A1', 'shared'],
			['2', 'change', 'id-2', 'shared'],
			['A3', 'add', undefined, 'single']
		]);
		expect(plan.counts).toEqual({ add: 1, change: 1, same: 1, refused: 0 });
	});

	test('taken twice changes nothing the second time', () => {
		const plan = planPlotImport(features('1', '2', '3'), []);
		const existing = plan.rows.map((row) => ({ ...row, id: row.number }));
		expect(planPlotImport(features('1', '2', '3'), existing).counts.same).toBe(3);
	});

	test('reads kinds in both languages and keeps an unknown one out', () => {
		const given = ['Shared', 'donación', 'raised bed', 'castle', undefined].map((kind, at) => ({
			index: at + 1,
			geometry: square(at),
			properties: { number: at, kind }
		}));
		const plan = planPlotImport(given, []);
		expect(plan.rows.map((row) => row.kind)).toEqual(['shared', 'donation', 'raised', 'single', 'single']);
		expect(plan.notes).toEqual([{ key: 'transfer_note_kind_unknown', params: { count: 1 } }]);
	});

	test('counts plots outside the garden', () => {
		const plan = planPlotImport(features('1', '2'), [], { boundary: square(0, 0.00015) });
		expect(plan.notes).toEqual([{ key: 'transfer_note_outside', params: { count: 1 } }]);
	});

	test('refuses a point', () => {
		const point: ReadFeature = {
			index: 1,
			geometry: { type: 'Point', coordinates: [1, 2] },
			properties: { number: 1 }
		};
		expect(planPlotImport([point], []).problems[0]?.key).toBe('transfer_shape_not_outline');
	});
});

describe('numbering', () => {
	test('gives free numbers to plots without one, passing over those taken', () => {
		const existing = [{ id: 'x', number: 'N2', kind: 'single', outline: square(20) }] as const;
		const plan = planPlotImport(features('', 'n3', null, {}), existing, {
			numbering: { prefix: 'N', from: 1 }
		});
		expect(plan.rows.map((row) => row.number)).toEqual(['N1', 'n3', 'N4', 'N5']);
		expect(plan.accepted).toBe(true);
		expect(plan.notes).toEqual([{ key: 'transfer_note_numbered', params: { count: 3 } }]);
	});

	test('never gives one number twice', () => {
		const numbers = fc.array(
			fc.oneof(
				fc.constant(''),
				fc.integer({ min: 0, max: 9 }).map((n) => `P${n}`)
			)
		);
		fc.assert(
			fc.property(numbers, fc.nat(9), (given, from) => {
				const plan = planPlotImport(features(...given), [], { numbering: { prefix: 'P', from } });
				const used = plan.rows.filter((row) => row.action !== 'refused').map((row) => row.number);
				expect(new Set(used).size).toBe(used.length);
				const twice = given.filter((number, at) => number !== '' && given.indexOf(number) !== at).length;
				expect(plan.problemCount).toBe(twice);
			})
		);
	});
});

describe('the property that holds the number', () => {
	test('is guessed by name and can be chosen', () => {
		const all = [
			{ fid: 1, Name: 'Ana', 'Plot No.': 'A1', soil: 'x' },
			{ fid: 2, Name: 'Bo', 'Plot No.': 'A2', soil: 'x' }
		];
		expect(numberProperties(all).map((entry) => entry.property)).toEqual(['Plot No.', 'Name', 'fid']);
		const given = all.map((properties, at) => ({ index: at + 1, geometry: square(at), properties }));
		expect(planPlotImport(given, []).rows.map((row) => row.number)).toEqual(['A1', 'A2']);
		expect(planPlotImport(given, [], { numberProperty: 'fid' }).rows.map((row) => row.number)).toEqual([
			'1',
			'2'
		]);
		expect(planPlotImport(given, [], { numberProperty: 'toString' }).accepted).toBe(false);
	});

	test('may have a name nobody knows, where it tells all plots apart', () => {
		const found = numberProperties([
			{ haha: '1', soil: 'a' },
			{ haha: '2', soil: 'a' }
		]);
		expect(found).toEqual([{ property: 'haha', filled: 2, distinct: 2 }]);
	});
});
