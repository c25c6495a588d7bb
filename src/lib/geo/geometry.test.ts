import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { kinks } from '@turf/kinks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf } from './area.ts';
import { contains } from './contains.ts';
import { boundsOf, boundsOfAll, middleOf } from './bounds.ts';
import { crossingOf } from './crossings.ts';
import { metresBetween } from './distance.ts';
import { labelPointOf } from './label-point.ts';
import { linePathOf, pathOf, planOf } from './plan.ts';
import { readOutline, readShape } from './read-shape.ts';
import { rewind, signedArea } from './rewind.ts';
import { polygonsOf, type Outline, type Position, type Ring } from './types.ts';

/** Spread evenly, where fc.double gathers round zero, at which every projection is right. */
function between(min: number, max: number): fc.Arbitrary<number> {
	return fc.integer({ min: min * 1e6, max: max * 1e6 }).map((millionths) => millionths / 1e6);
}

const place = fc.tuple(between(-179, 179), between(-70, 70));
const metres = between(1, 300);

/** A rectangle in true metres round a place, turned by an angle, drawn through a plan of that place. */
function rectangle([lng, lat]: Position, width: number, height: number, turn: number): Outline {
	const plan = planOf([lng, lat, lng, lat]);
	const corners = [
		[-1, -1],
		[1, -1],
		[1, 1],
		[-1, 1]
	].map(([x = 0, y = 0]): Position => {
		const [dx, dy] = [(x * width) / 2, (y * height) / 2];
		const at = [dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn)];
		return plan.toPosition([at[0] ?? 0, at[1] ?? 0]);
	});
	return rewind({ type: 'Polygon', coordinates: [[...corners, corners[0] as Position]] });
}

const plots = fc
	.tuple(place, metres, metres, between(0, 6))
	.map(([at, width, height, turn]) => ({ at, width, height, outline: rectangle(at, width, height, turn) }));

/** A ring round a place whose corners go round once: never crosses itself. */
const stars = fc
	.tuple(place, fc.array(between(0.2, 1), { minLength: 3, maxLength: 30 }))
	.map(([[lng, lat], radii]): Ring => {
		const ring = radii.map((radius, at): Position => {
			const angle = (at / radii.length) * 2 * Math.PI;
			return [lng + radius * Math.cos(angle) * 0.001, lat + radius * Math.sin(angle) * 0.001];
		});
		return [...ring, ring[0] as Position];
	});

describe('area', () => {
	test('of any rectangle in metres is within 0.5 % of Turf', () => {
		fc.assert(
			fc.property(plots, ({ width, height, outline }) => {
				expect(Math.abs(areaOf(outline) / (width * height) - 1)).toBeLessThan(0.005);
			})
		);
	});
});

describe('rewind', () => {
	test('makes outer rings counterclockwise and holes clockwise, whatever came, and keeps the ground', () => {
		fc.assert(
			fc.property(stars, fc.boolean(), fc.boolean(), (ring, turnOuter, turnHole) => {
				const [x, y] = ring[0] as Position;
				const hole = ring.map(([a, b]): Position => [x + (a - x) * 0.1, y + (b - y) * 0.1]);
				const given: Outline = {
					type: 'Polygon',
					coordinates: [turnOuter ? ring.toReversed() : ring, turnHole ? hole.toReversed() : hole]
				};
				const wound = rewind(given);
				const [outer = [], inner = []] = polygonsOf(wound)[0] ?? [];
				expect(signedArea(outer)).toBeGreaterThan(0);
				expect(signedArea(inner)).toBeLessThan(0);
				expect(rewind(wound)).toEqual(wound);
				expect(areaOf(wound)).toBeCloseTo(areaOf(given), 6);
			})
		);
	});
});

describe('plan', () => {
	test('there and back is the same place to a tenth of a millimetre', () => {
		fc.assert(
			fc.property(plots, between(0, 20), ({ outline }, margin) => {
				const plan = planOf(boundsOf(outline), margin);
				for (const corner of polygonsOf(outline)[0]?.[0] ?? []) {
					const [x, y] = plan.toPlan(corner);
					expect(x).toBeGreaterThan(-1e-3);
					expect(y).toBeGreaterThan(-1e-3);
					expect(x).toBeLessThan(plan.width + 1e-3);
					expect(y).toBeLessThan(plan.height + 1e-3);
					expect(metresBetween(plan.toPosition([x, y]), corner)).toBeLessThan(1e-4);
				}
			})
		);
	});

	test('lengths on it are metres', () => {
		fc.assert(
			fc.property(plots, ({ outline }) => {
				const plan = planOf(boundsOf(outline));
				const [a, b] = polygonsOf(outline)[0]?.[0] as [Position, Position];
				const [ax, ay] = plan.toPlan(a);
				const [bx, by] = plan.toPlan(b);
				expect(Math.hypot(ax - bx, ay - by) / metresBetween(a, b)).toBeCloseTo(1, 3);
			})
		);
	});

	test('draws closed paths in its box', () => {
		const outline: Outline = {
			type: 'Polygon',
			coordinates: [
				[
					[0, 0],
					[0.0001, 0],
					[0.0001, 0.0001],
					[0, 0]
				]
			]
		};
		const plan = planOf(boundsOf(outline), 1);
		expect(plan.viewBox).toBe('0 0 13.12 13.12');
		expect(pathOf(plan, outline)).toBe('M1 12.12l11.12 0 0 -11.12Z');
		expect(linePathOf(plan, [])).toBe('');
		expect(planOf([5, 5, 5, 5]).viewBox).toBe('0 0 1 1');
	});
});

describe('bounds', () => {
	test('of several are the box round all', () => {
		expect(boundsOfAll([])).toBeNull();
		expect(
			boundsOfAll([
				[0, 1, 2, 3],
				[-1, 2, 1, 5]
			])
		).toEqual([-1, 1, 2, 5]);
		expect(middleOf([0, 1, 2, 3])).toEqual([1, 2]);
	});
});

describe('label point', () => {
	test('lies inside, whatever the outline', () => {
		fc.assert(
			fc.property(stars, (ring) => {
				const outline = rewind({ type: 'Polygon', coordinates: [ring] });
				expect(booleanPointInPolygon(labelPointOf(outline), outline)).toBe(true);
			})
		);
	});

	test('lies in the body of a U and of the larger part', () => {
		const u: Ring = [
			[0, 0],
			[9, 0],
			[9, 9],
			[8, 9],
			[8, 1],
			[1, 1],
			[1, 9],
			[0, 9],
			[0, 0]
		];
		const far: Ring = u.map(([x, y]) => [x / 10 + 20, y / 10]);
		const outline: Outline = { type: 'MultiPolygon', coordinates: [[far], [u]] };
		expect(contains(outline, labelPointOf(outline))).toBe(true);
		expect(labelPointOf(outline)[0]).toBeLessThan(10);
	});
});

describe('crossings', () => {
	test('a ring that goes round once has none', () => {
		fc.assert(fc.property(stars, (ring) => void expect(crossingOf([ring])).toBeNull()));
	});

	test('says what Turf says of random rings', () => {
		// On a parabola modulo a prime no three points are on one line; Turf passes over sides that are.
		const corner = fc.integer({ min: 0, max: 1008 }).map((x): Position => [x, (x * x) % 1009]);
		fc.assert(
			fc.property(fc.uniqueArray(corner, { minLength: 3, maxLength: 7, selector: String }), (corners) => {
				const ring = [...corners, corners[0] as Position];
				const turf = kinks({ type: 'Polygon', coordinates: [ring] }).features.length > 0;
				expect(crossingOf([ring]) !== null).toBe(turf);
			}),
			{ numRuns: 1000 }
		);
	});

	test('finds what Turf passes over: a side that runs back along itself', () => {
		const spike: Ring = [
			[0, 0],
			[2, 0],
			[1, 0],
			[1, 1],
			[0, 0]
		];
		expect(crossingOf([spike])).toEqual([2, 0]);
	});

	test('lets a hole touch its ring, and parts each other, but not cross', () => {
		const square = (x: number, size: number): Ring => [
			[x, 0],
			[x + size, 0],
			[x + size, size],
			[x, size],
			[x, 0]
		];
		expect(crossingOf([square(0, 4), square(4, 2)])).toBeNull();
		expect(crossingOf([square(0, 4), square(3, 2).map(([x, y]): Position => [x, y + 1])])).not.toBeNull();
	});

	test('of 2 000 corners are looked for in milliseconds, the worst zigzag included', () => {
		const zigzag: Ring = Array.from({ length: 1999 }, (_, at) => [at / 1e6 + (at % 2) * 1e-3, at / 1e6]);
		const ring: Ring = [...zigzag, [-1, 1], zigzag[0] as Position];
		const started = performance.now();
		crossingOf([ring]);
		expect(performance.now() - started).toBeLessThan(500);
	});
});

describe('readShape', () => {
	test('refuses numbers that JSON cannot hold', () => {
		for (const wrong of [NaN, Infinity, -Infinity, '1', null, undefined, 1n, {}]) {
			const read = readShape({ type: 'Point', coordinates: [1, wrong] });
			expect(read.fault?.key).toBe('transfer_shape_not_numbers');
		}
	});

	test('reads back what it gave', () => {
		fc.assert(
			fc.property(plots, ({ outline }) => {
				expect(readOutline(outline)).toEqual({ outline, mended: { closed: 0, flattened: 0, repeated: 0 } });
			})
		);
	});

	test('gives an outline only', () => {
		expect(readOutline({ type: 'Point', coordinates: [1, 2] }).fault?.key).toBe('transfer_shape_not_outline');
		expect(readOutline(null).fault?.key).toBe('transfer_shape_no_type');
	});
});
