import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterPoints } from './cluster.ts';
import { extentOf } from './extent.ts';
import { fitLabel, longestOf, scaleBar } from './labels.ts';
import { degrees, pairIn, shown } from './place-fields.ts';
import { planView } from './plan-view.ts';
import type { MapShape } from './types.ts';

const place = fc
	.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }))
	.map((position) => ({ position }));

/** A plot of so many metres, with its south-west corner so many metres from a place in Berlin. */
function plot(id: string, east: number, north: number, width: number, height: number): MapShape {
	const lat = (metres: number) => 52.5 + metres / 111_195;
	const lng = (metres: number) => 13.4 + metres / (111_195 * Math.cos((52.5 * Math.PI) / 180));
	const corner = (x: number, y: number): [number, number] => [lng(east + x), lat(north + y)];
	const ring = [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height), corner(0, 0)];
	return {
		id,
		geometry: { type: 'Polygon', coordinates: [ring] },
		state: 'held',
		label: id,
		name: `Plot ${id}`
	};
}

describe('clusters', () => {
	test('every point is in exactly one cluster, at any zoom', () => {
		fc.assert(
			fc.property(fc.array(place, { maxLength: 60 }), fc.integer({ min: 0, max: 20 }), (points, zoom) => {
				const all = clusterPoints(points, zoom).flatMap((cluster) => cluster.points);
				expect(all).toHaveLength(points.length);
				expect(new Set(all)).toEqual(new Set(points));
			})
		);
	});

	test('neighbours join when seen from afar and part from near', () => {
		const points = [{ position: [13.4, 52.5] }, { position: [13.4001, 52.5001] }] as {
			position: [number, number];
		}[];
		expect(clusterPoints(points, 4)).toHaveLength(1);
		expect(clusterPoints(points, 15)).toHaveLength(2);
	});
});

describe('labels', () => {
	test('a label fits its ground, whichever way it runs', () => {
		const length = fc.double({ min: 1, max: 200, noNaN: true });
		fc.assert(
			fc.property(fc.stringMatching(/^[A-Z0-9]{1,6}$/), length, length, (text, width, height) => {
				const fit = fitLabel(text, [width, height], [0, 1000])!;
				const along = fit.size * text.length * 0.62;
				expect(along).toBeLessThanOrEqual(fit.upright ? height : width);
				expect(fit.size).toBeLessThanOrEqual(fit.upright ? width : height);
			})
		);
	});

	test('a long narrow plot is written on along its length; a small one not at all', () => {
		expect(fitLabel('A12', [14, 60], [6, 14])).toMatchObject({ upright: true });
		expect(fitLabel('A12', [60, 14], [6, 14])).toMatchObject({ upright: false });
		expect(fitLabel('A12', [4, 4], [6, 14])).toBeNull();
		expect(fitLabel('', [60, 60], [6, 14])).toBeNull();
	});

	test('short and long numbers of one row are written alike', () => {
		expect(fitLabel('B9', [16, 60], [6, 14], 3)).toEqual(fitLabel('B10', [16, 60], [6, 14], 3));
		expect(longestOf([{ label: 'A1' }, { label: 'B10', letter: 'D' }])).toBe(4);
	});

	test('a scale bar is round and not longer than asked', () => {
		expect(scaleBar(27, 'metric')).toEqual({ metres: 20, value: 20, unit: 'm' });
		expect(scaleBar(2300, 'metric')).toEqual({ metres: 2000, value: 2, unit: 'km' });
		expect(scaleBar(27, 'imperial')).toMatchObject({ value: 50, unit: 'ft' });
		expect(scaleBar(27, 'imperial').metres).toBeLessThanOrEqual(27);
	});
});

describe('plan', () => {
	test('all that is drawn lies in the box, in metres', () => {
		const view = planView(
			{ shapes: [plot('A1', 0, 0, 2.5, 10), plot('A2', 40, 20, 2.5, 10)] },
			{ units: 'metric', compact: false }
		)!;
		expect(view.box.width).toBeGreaterThan(42.5);
		expect(view.box.width).toBeLessThan(80);
		for (const { at } of view.shapes) {
			expect(at!.x).toBeGreaterThan(view.box.x);
			expect(at!.x).toBeLessThan(view.box.x + view.box.width);
		}
	});

	test('a strip shows the lit ground with its neighbours, three times as wide as high', () => {
		const row = Array.from({ length: 30 }, (_, at) => plot(`A${at}`, at * 3, 0, 2.5, 8));
		const view = planView({ shapes: row }, { units: 'metric', compact: true, around: ['A14', 'A15'] })!;
		expect(view.box.width / view.box.height).toBeCloseTo(312 / 96, 1);
		expect(view.box.width).toBeLessThan(50);
	});

	test('nothing to show is no plan, one point is one', () => {
		expect(planView({}, { units: 'metric', compact: false })).toBeNull();
		const points = [{ id: 't', kind: 'tap', position: [13.4, 52.5] as [number, number], name: 'Tap' }];
		expect(planView({ points }, { units: 'metric', compact: false })!.points).toHaveLength(1);
		expect(extentOf({ points })).toEqual([13.4, 52.5, 13.4, 52.5]);
	});
});

describe('a typed place', () => {
	test('reads degrees as people type them', () => {
		expect(degrees('52,52', 90)).toBe(52.52);
		expect(degrees('−3.7', 180)).toBe(-3.7);
		expect(degrees('', 90)).toBeUndefined();
		expect(degrees('91', 90)).toBeUndefined();
		expect(degrees('north', 90)).toBeUndefined();
	});

	test('a pair as other maps copy it sets both', () => {
		expect(pairIn('52.5200, 13.4050')).toEqual([13.405, 52.52]);
		expect(pairIn('40.4168 -3.7038')).toEqual([-3.7038, 40.4168]);
		expect(pairIn('52.52,13.4')).toEqual([13.4, 52.52]);
		expect(pairIn('52,52')).toBeNull();
		expect(pairIn('52.52')).toBeNull();
		expect(shown(13.40500000001)).toBe('13.405');
	});
});
