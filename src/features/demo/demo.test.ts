import { describe, expect, it } from 'vitest';
import { areaOf } from '#lib/geo/area.ts';
import { contains } from '#lib/geo/contains.ts';
import { metresBetween } from '#lib/geo/distance.ts';
import { overlaps } from '#lib/geo/overlap.ts';
import { polygonsOf, type Outline } from '#lib/geo/types.ts';
import { cropOf } from '#features/harvest/crops.ts';
import { canalWalk } from './canal-walk.ts';
import { diceFrom } from './dice.ts';
import { elmStreet } from './elm-street.ts';
import { OPEN } from './lots.ts';
import { CANAL_LOTS } from './lots-canal.ts';
import { PAST_LOTS } from './lots-past.ts';
import { CANAL, FORMER, mailOf, PEOPLE } from './people.ts';
import { PERSONAS } from './personas.ts';
import { ROTAS } from './rotas.ts';

const gardens = [
	{ name: 'Elm Street', plan: elmStreet(), plots: 60 },
	{ name: 'Canal Walk', plan: canalWalk(), plots: 8 }
];

function corners(outline: Outline) {
	return polygonsOf(outline).flat(2);
}

describe.each(gardens)('the plan of $name', ({ plan, plots }) => {
	it('has its plots, each with a number of its own, on its own ground', () => {
		expect(plan.plots).toHaveLength(plots);
		expect(new Set(plan.plots.map(({ number }) => number)).size).toBe(plots);
		for (const [index, plot] of plan.plots.entries())
			for (const other of plan.plots.slice(index + 1))
				expect(overlaps(plot.outline, other.outline), `${plot.number} on ${other.number}`).toBe(false);
	});

	it('keeps every plot inside the boundary and its zone', () => {
		for (const { number, zone, outline } of plan.plots) {
			const ground = zone ? plan.zones.find(({ name }) => name === zone)!.geometry : plan.boundary;
			for (const corner of corners(outline)) {
				expect(contains(plan.boundary, corner), `${number} in the garden`).toBe(true);
				expect(contains(ground, corner), `${number} in ${zone}`).toBe(true);
			}
		}
	});

	it('gives plots sizes that people dig', () => {
		for (const { kind, outline } of plan.plots) {
			const [least, most] = kind === 'raised' ? [3, 8] : [12, 60];
			expect(areaOf(outline)).toBeGreaterThan(least!);
			expect(areaOf(outline)).toBeLessThan(most!);
		}
		const dug = plan.plots.reduce((sum, { outline }) => sum + areaOf(outline), 0);
		expect(dug).toBeLessThan(areaOf(plan.boundary) * 0.8);
	});

	it('is true to scale', () => {
		const [from, to] = corners(plan.plots.find(({ kind }) => kind === 'single')!.outline);
		expect(metresBetween(from!, to!)).toBeCloseTo(plots === 60 ? 6.2 : 6, 1);
	});
});

describe('the cast', () => {
	it('is eighty people with names and addresses of their own', () => {
		expect(PEOPLE).toHaveLength(80);
		const roles = Object.groupBy(PEOPLE, ({ role }) => role);
		expect([roles.steward?.length, roles.member?.length, roles.neighbour?.length]).toEqual([3, 62, 15]);
		const all = [...PEOPLE, ...FORMER];
		expect(new Set(all.map(({ name }) => name)).size).toBe(84);
		expect(new Set(all.map(mailOf)).size).toBe(84);
		for (const somebody of all) expect(mailOf(somebody)).toMatch(/^[a-z.]+@elm-street\.example$/);
	});

	it('holds every plot but two, and none that does not exist', () => {
		const numbers = elmStreet().plots.map(({ number }) => number);
		const held = new Set(PEOPLE.flatMap(({ plots }) => plots));
		expect([...held].filter((plot) => !numbers.includes(plot))).toEqual([]);
		expect(numbers.filter((number) => !held.has(number))).toEqual([
			'A11',
			'C9',
			'D7',
			'D8',
			'D9',
			'N1',
			'N2'
		]);
	});

	it('is who the scripts speak of', () => {
		const names = new Set(PEOPLE.map(({ name }) => name));
		const lots = [...OPEN, ...PAST_LOTS, ...CANAL_LOTS];
		const spoken = [
			...Object.values(PERSONAS),
			...CANAL,
			...ROTAS.flatMap(({ team = [] }) => team),
			...lots.flatMap(({ giver, claims = [] }) => [giver, ...claims.map(([who]) => who)])
		];
		expect(spoken.filter((name) => !names.has(name))).toEqual([]);
		expect(lots.filter(({ crop }) => !cropOf(crop))).toEqual([]);
	});
});

describe('the dice', () => {
	it('fall the same for the same seed, and otherwise for another', () => {
		const throws = (seed: string) => {
			const dice = diceFrom(seed);
			return [dice.between(1, 1000), dice.id(new Date(0)), ...dice.shuffled([1, 2, 3, 4, 5, 6, 7])];
		};
		expect(throws('elm')).toEqual(throws('elm'));
		expect(throws('elm')).not.toEqual(throws('oak'));
	});

	it('cover their whole range, evenly enough', () => {
		const dice = diceFrom('elm');
		const counts = new Map<number, number>();
		for (let count = 0; count < 6000; count++) {
			const eyes = dice.between(1, 6);
			counts.set(eyes, (counts.get(eyes) ?? 0) + 1);
		}
		expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
		for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
	});

	it('make ids in the order of their times and of their making', () => {
		const dice = diceFrom('elm');
		const ids = [0, 0, 0, 5, 5, 9].map((ms) => dice.id(new Date(1_700_000_000_000 + ms)));
		expect(ids).toEqual(ids.toSorted());
		expect(new Set(ids).size).toBe(ids.length);
	});
});
