import { bbox } from '@turf/bbox';
import { centroid } from '@turf/centroid';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf } from './bounds.ts';
import { labelPointOf } from './label-point.ts';
import type { Outline, Position, Ring } from './types.ts';

const position = fc.tuple(
	fc.double({ min: -180, max: 180, noNaN: true }),
	fc.double({ min: -85, max: 85, noNaN: true })
);

test('the box round a shape is Turf\u2019s', () => {
	const ring = fc
		.array(position, { minLength: 3, maxLength: 9 })
		.map((all): Ring => [...all, all[0] as Position]);
	fc.assert(
		fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
			const outline: Outline = { type: 'MultiPolygon', coordinates: rings.map((one) => [one]) };
			expect(boundsOf(outline)).toEqual(bbox(outline));
		})
	);
	expect(boundsOf({ type: 'Point', coordinates: [13, 52] })).toEqual([13, 52, 13, 52]);
});

test('a number stands where Turf sees the centroid of a rectangle', () => {
	const side = fc.double({ min: 0.001, max: 1, noNaN: true });
	fc.assert(
		fc.property(position, side, side, ([x, y], width, height) => {
			const ring: Ring = [
				[x, y],
				[x + width, y],
				[x + width, y + height],
				[x, y + height],
				[x, y]
			];
			const outline: Outline = { type: 'Polygon', coordinates: [ring] };
			const [lng, lat] = centroid(outline).geometry.coordinates;
			const point = labelPointOf(outline);
			expect(point[0]).toBeCloseTo(lng!, 9);
			expect(point[1]).toBeCloseTo(lat!, 9);
		})
	);
});
