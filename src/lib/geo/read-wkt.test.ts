import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeWkt, readWkt } from './read-wkt.ts';
import type { Position } from './types.ts';

const SQUARE = '((0 0, 1 0, 1 1, 0 1, 0 0))';

describe('well-known text', () => {
	test.each([
		['POINT (1 2)', 'Point'],
		['point(1 2)', 'Point'],
		['SRID=4326;POINT(1 2)', 'Point'],
		['POINT Z (1 2 3)', 'Point'],
		[`POLYGON ${SQUARE}`, 'Polygon'],
		['POLYGONZ((0 0 5,1 0 5,1 1 5,0 0 5))', 'Polygon'],
		[`MULTIPOLYGON (${SQUARE})`, 'Polygon'],
		[`MULTIPOLYGON (${SQUARE}, ((2 2, 3 2, 3 3, 2 2)))`, 'MultiPolygon']
	])('%s is read', (text, type) => {
		expect(looksLikeWkt(text)).toBe(true);
		expect(readWkt(text).shape?.type).toBe(type);
	});

	test.each([
		['', 'transfer_wkt_broken'],
		['somewhere', 'transfer_wkt_broken'],
		['POINT (1, 2)', 'transfer_shape_no_coordinates'],
		['POINT (north 2)', 'transfer_wkt_broken'],
		['POINT (1 2', 'transfer_wkt_broken'],
		['POINT (1 2) x', 'transfer_wkt_broken'],
		['POLYGON ((((0 0))))', 'transfer_wkt_broken'],
		['POLYGON EMPTY', 'transfer_shape_no_coordinates'],
		['LINESTRING (0 0, 1 1)', 'transfer_shape_not_outline'],
		['CIRCLE (0 0, 1)', 'transfer_shape_unknown_type'],
		['SRID=25833;POINT (1 2)', 'transfer_wkt_srid'],
		['POINT (392000 5820000)', 'transfer_shape_metres'],
		['POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))', 'transfer_shape_crosses']
	])('%s is refused with %s', (text, key) => {
		expect(readWkt(text).fault?.key).toBe(key);
	});

	test('gives the corners it was written from', () => {
		const corner = fc.tuple(fc.integer({ min: -80, max: 70 }), fc.integer({ min: -80, max: 70 }));
		fc.assert(
			fc.property(fc.uniqueArray(corner, { minLength: 2, maxLength: 4, selector: String }), (places) => {
				const polygons = places.map(([x, y]) => {
					return [
						[x, y],
						[x + 0.5, y],
						[x + 0.5, y + 0.25],
						[x, y]
					].map((position) => position as Position);
				});
				const parts = polygons.map((ring) => `((${ring.map((position) => position.join(' ')).join(', ')}))`);
				const expected = polygons.map((ring) => [ring]);
				expect(readWkt(`MULTIPOLYGON (${parts.join(', ')})`).shape?.coordinates).toEqual(expected);
			})
		);
	});

	test('any text has an answer, and a long one soon', () => {
		fc.assert(fc.property(fc.string(), (text) => void readWkt(text)));
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom(...'(), 1.-e') }),
				(body) => void readWkt(`POLYGON (${body}`)
			)
		);
		const long = `POLYGON ((${'1 1, '.repeat(200_000)}1 1))`;
		expect(readWkt(long).fault?.key).toBe('transfer_shape_too_many_positions');
	});
});
