import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refused } from '#lib/command/refusal.ts';
import { areaOf } from '#lib/geo/area.ts';
import { overlaps } from '#lib/geo/overlap.ts';
import { lengthOf, readLine } from '#lib/geo/read-line.ts';
import { signedArea } from '#lib/geo/rewind.ts';
import { polygonsOf, type Position } from '#lib/geo/types.ts';
import { at, box, PLACE } from '#tests/factories/ground.ts';
import { readFeatureGeometry, readGround } from './geometry.ts';
import { planParts } from './plan-parts.ts';
import { boxIn, FEATURE_KINDS, isTimeZone, placeIn, searchWords } from './rules.ts';
import { freeSlug, slugOf } from './slug.ts';

function refusalOf(run: () => unknown) {
	try {
		run();
	} catch (error) {
		if (error instanceof Refused) return error.refusal;
		throw error;
	}
	throw new Error('was not refused');
}

describe('slugs', () => {
	test('a name becomes a readable address', () => {
		expect(slugOf('Elm Street Garden')).toBe('elm-street-garden');
		expect(slugOf('Huerto de la Peña, nº 3')).toBe('huerto-de-la-pena-no-3');
		expect(slugOf('Gärten am Weißensee')).toBe('garten-am-weissensee');
		expect(slugOf("St. Mary's")).toBe('st-marys');
		expect(slugOf('社区花园')).toBe('garden');
	});

	test('any name gives an address that the table takes', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
				expect(slugOf(name)).toMatch(/^[a-z0-9][a-z0-9-]{0,59}$/);
			})
		);
	});

	test('a taken address gets the next free number', () => {
		expect(freeSlug('elm', [])).toBe('elm');
		expect(freeSlug('elm', ['elm', 'elm-2', 'elm-4'])).toBe('elm-3');
	});
});

describe('geometry on the map', () => {
	const ring = fc
		.array(
			fc.tuple(
				fc.double({ min: -400, max: 400, noNaN: true }),
				fc.double({ min: -400, max: 400, noNaN: true })
			),
			{
				minLength: 3,
				maxLength: 12
			}
		)
		.map((points) => {
			// Sorted round the middle, a ring never crosses itself.
			const angled = points.map(([x, y]) => ({ x: x + 0.5, y, angle: Math.atan2(y, x + 0.5) }));
			const round = angled.sort((a, b) => a.angle - b.angle).map(({ x, y }) => at(x, y));
			return [...round, round[0]!] as Position[];
		});

	test('what is accepted is closed, wound counterclockwise and keeps its area, whichever way it came', () => {
		fc.assert(
			fc.property(ring, fc.boolean(), (points, turned) => {
				const coordinates = [turned ? points.toReversed() : points];
				let stored;
				try {
					stored = readGround({ type: 'Polygon', coordinates }, PLACE, 'boundary');
				} catch (error) {
					fc.pre(!(error instanceof Refused));
					throw error;
				}
				for (const [outer] of polygonsOf(stored)) {
					expect(outer!.at(0)).toEqual(outer!.at(-1));
					expect(signedArea(outer!)).toBeGreaterThan(0);
				}
				const before = areaOf({ type: 'Polygon', coordinates });
				expect(Math.abs(areaOf(stored) - before)).toBeLessThan(0.1 + lengthOf(points) * 0.01);
			})
		);
	});

	test('reading twice changes nothing', () => {
		const once = readGround(box(0, 0, 30, 20), PLACE, 'boundary');
		expect(readGround(once, PLACE, 'boundary')).toEqual(once);
	});

	test('each kind takes what it is drawn as, and says so otherwise', () => {
		const point = { type: 'Point', coordinates: at(1, 2) };
		const line = { type: 'LineString', coordinates: [at(0, 0), at(5, 5)] };
		expect(readFeatureGeometry('tap', point, PLACE).type).toBe('Point');
		expect(readFeatureGeometry('path', line, PLACE).type).toBe('LineString');
		expect(readFeatureGeometry('shed', box(0, 0, 3, 2), PLACE).type).toBe('Polygon');
		for (const kind of FEATURE_KINDS) {
			const { key, field } = refusalOf(() =>
				readFeatureGeometry(kind, { type: 'Circle', coordinates: [] }, PLACE)
			);
			expect(key).toBe(`gardens_${kind}_drawn_as`);
			expect(field).toBe('geometry');
		}
	});

	test('bad outlines have their own sentences', () => {
		const crossed = {
			type: 'Polygon',
			coordinates: [[at(0, 0), at(10, 10), at(10, 0), at(0, 10), at(0, 0)]]
		};
		const far = { type: 'Point', coordinates: [14, 52.5] };
		const swapped = { type: 'Point', coordinates: [52.5, 13.4] };
		expect(refusalOf(() => readGround(crossed, PLACE, 'boundary')).key).toBe('transfer_shape_crosses');
		expect(refusalOf(() => readFeatureGeometry('tap', far, PLACE))).toMatchObject({
			key: 'gardens_far',
			params: { km: 41, limit: 20 }
		});
		expect(refusalOf(() => readFeatureGeometry('tap', swapped, PLACE)).key).toBe('transfer_shape_swapped');
		expect(refusalOf(() => readGround(box(-2000, -2000, 4000, 4000), PLACE, 'boundary')).key).toBe(
			'gardens_too_large'
		);
	});

	test('nothing that is sent breaks it', () => {
		const nested = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown[];
		const geometry = fc.oneof(fc.constant({ type: 'Polygon', coordinates: nested }), fc.anything());
		fc.assert(
			fc.property(geometry, (given) => {
				expect(refusalOf(() => readGround(given, PLACE, 'boundary')).code).toBe('unprocessable');
			})
		);
	});

	test('a line needs two places that differ', () => {
		expect(readLine({ coordinates: [at(0, 0), at(0, 0)] }).fault?.key).toBe('geo_line_short');
		expect(readLine({ coordinates: [at(0, 0), [1]] }).fault?.key).toBe('transfer_shape_position_short');
		expect(readLine({ coordinates: [at(0, 0), [...at(3, 0), 7]] }).line?.coordinates).toEqual([
			at(0, 0),
			at(3, 0)
		]);
	});
});

describe('overlap', () => {
	test('neighbours that share an edge do not overlap; ground on ground does', () => {
		expect(overlaps(box(0, 0, 3, 10), box(3, 0, 3, 10))).toBe(false);
		expect(overlaps(box(0, 0, 3, 10), box(2.95, 0, 3, 10))).toBe(false);
		expect(overlaps(box(0, 0, 3, 10), box(2, 5, 3, 10))).toBe(true);
		expect(overlaps(box(1, 1, 1, 1), box(0, 0, 10, 10))).toBe(true);
		expect(overlaps(box(0, 0, 10, 10), box(1, 1, 1, 1))).toBe(true);
		expect(overlaps(box(0, 0, 3, 10), box(0, 0, 3, 10))).toBe(true);
		expect(overlaps(box(0, 0, 3, 10), box(30, 0, 3, 10))).toBe(false);
	});
});

test('an address in the browser is read strictly', () => {
	expect(placeIn('13.4,52.5')).toEqual({ lng: 13.4, lat: 52.5 });
	for (const wrong of [null, '', '1', '1,2,3', ',', '200,3', 'a,b']) expect(placeIn(wrong)).toBeNull();
	expect(boxIn('-74.3,40.4,-73.7,41')).toEqual([-74.3, 40.4, -73.7, 41]);
	expect(boxIn('1,5,2,4')).toBeNull();
	expect(boxIn('1,2,3')).toBeNull();
	expect(searchWords('  Jardín de la  Peña,Madrid sur este ')).toEqual([
		'jardin',
		'de',
		'la',
		'pena',
		'madrid'
	]);
	expect(isTimeZone('Europe/Madrid')).toBe(true);
	expect(isTimeZone('Europe/Nowhere')).toBe(false);
	expect(isTimeZone('+02:00')).toBe(false);
});

test('the plan knows points, lines and areas apart, and names each', () => {
	const feature = { notes: '', zoneId: null };
	const { areas, lines, points } = planParts({
		boundary: null,
		zones: [
			{ id: 'z', name: 'Zone B', geometry: box(0, 0, 9, 9) as never },
			{ id: 'y', name: 'Zone C', geometry: null }
		],
		features: [
			{ ...feature, id: 't', kind: 'tap', name: '2', geometry: { type: 'Point', coordinates: at(0, 0) } },
			{
				...feature,
				id: 'p',
				kind: 'path',
				name: '',
				geometry: { type: 'LineString', coordinates: [at(0, 0), at(1, 1)] }
			},
			{ ...feature, id: 's', kind: 'shed', name: 'Tool shed', geometry: box(0, 0, 3, 2) }
		]
	});
	expect(points).toMatchObject([{ id: 't', name: 'Tap 2', label: '2' }]);
	expect(lines).toMatchObject([{ id: 'p', name: 'Path' }]);
	expect(areas).toMatchObject([
		{ id: 's', name: 'Tool shed' },
		{ id: 'z', kind: 'zone', label: 'Zone B' }
	]);
});
