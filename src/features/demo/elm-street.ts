import { box, layOut, type GroundPlan, type MetrePlan } from './plan.ts';

type Plots = MetrePlan['plots'];

/**
 * Elm Street Garden: 66 by 51 metres with a main path from the gate to the back, a cross path, and four zones.
 * 60 plots: 43 single, 8 raised beds near the gate, 4 shared, 3 for the food bank, 2 of the nursery.
 */
export function elmStreet(): GroundPlan {
	return layOut({
		place: [-0.08052, 51.48316],
		middle: [32, 25.5],
		turned: 5,
		boundary: [
			[0, -0.5],
			[64.5, -0.5],
			[66, 28],
			[64, 50.5],
			[31, 52],
			[1, 51],
			[-0.8, 25]
		],
		zones: zones(),
		features: [...paths(), ...water(), ...places(), ...trees()],
		plots: [...zoneA(), ...zoneB(), ...zoneC(), ...zoneD()]
	});
}

function zones(): MetrePlan['zones'] {
	return [
		{ name: 'Zone A', corners: box(1.4, 2, 28.6, 21.6) },
		{ name: 'Zone B', corners: box(34.4, 2.2, 28.4, 21.4) },
		{ name: 'Zone C', corners: box(1.4, 26.4, 28.6, 15.8) },
		{ name: 'Zone D', corners: box(34.4, 26.4, 28.4, 22.4) }
	];
}

/** Three rows of four plots and, along the cross path, five narrower ones: A1 to A17. */
function zoneA(): Plots {
	return [...rows('A', 1, { x: 2, y: 2.6, width: 6.2, depth: 4.3, columns: 4, lines: 3 }), ...narrowRow()];
}

function narrowRow(): Plots {
	return row('A', 13, { x: 2, y: 18.9, width: 4.9, depth: 4.2, columns: 5 });
}

/** Raised beds R1 to R8 on wide paths near the gate, then B1 to B12. */
function zoneB(): Plots {
	const beds = [2.9, 6.3].flatMap((y, line) =>
		[0, 1, 2, 3].map((column) => ({
			number: `R${line * 4 + column + 1}`,
			kind: 'raised' as const,
			zone: 'Zone B',
			notes: 'Waist high, on firm ground: can be worked sitting.',
			corners: box(35.6 + column * 6.8, y, 5, 1.5)
		}))
	);
	return [...beds, ...rows('B', 1, { x: 35, y: 9.2, width: 6.2, depth: 4, columns: 4, lines: 3 })];
}

function zoneC(): Plots {
	return rows('C', 1, { x: 2, y: 27, width: 6.2, depth: 4, columns: 4, lines: 3 });
}

/** Big plots: four shared, two single, three for the food bank (one round the corner of the path), a nursery. */
function zoneD(): Plots {
	const big = row('D', 1, { x: 35, y: 27, width: 8.4, depth: 5, columns: 3 });
	const next = row('D', 4, { x: 35, y: 33.4, width: 8.4, depth: 5, columns: 3 });
	const shared = [...big, ...next.slice(0, 1)].map((plot) => ({ ...plot, kind: 'shared' as const }));
	const gifts = [
		{ number: 'D7', corners: box(35, 39.8, 8.4, 4) },
		{ number: 'D8', corners: box(44.2, 39.8, 8.4, 4) },
		{ number: 'D9', corners: corner() }
	].map((plot) => ({ ...plot, kind: 'donation' as const, zone: 'Zone D', notes: 'For the food bank.' }));
	const nursery = [
		{ number: 'N1', corners: box(35, 45.2, 5.4, 2.8) },
		{ number: 'N2', corners: box(41.6, 45.2, 5.4, 2.8) }
	].map((plot) => ({ ...plot, kind: 'nursery' as const, zone: 'Zone D' }));
	return [...shared, ...next.slice(1), ...gifts, ...nursery];
}

function corner(): Plots[number]['corners'] {
	return [
		[53.4, 39.8],
		[61.8, 39.8],
		[61.8, 48],
		[58.6, 48],
		[58.6, 43.8],
		[53.4, 43.8]
	];
}

interface Row {
	x: number;
	y: number;
	width: number;
	depth: number;
	columns: number;
}

/** Plots side by side, with 80 centimetres between them. */
function row(letter: string, first: number, { x, y, width, depth, columns }: Row): Plots {
	return Array.from({ length: columns }, (_, column) => ({
		number: `${letter}${first + column}`,
		kind: 'single' as const,
		zone: `Zone ${letter}`,
		corners: box(x + column * (width + 0.8), y, width, depth)
	}));
}

/** Several rows, with a path of 110 centimetres between them. */
function rows(letter: string, first: number, { lines, ...plan }: Row & { lines: number }): Plots {
	return Array.from({ length: lines }, (_, line) =>
		row(letter, first + line * plan.columns, { ...plan, y: plan.y + line * (plan.depth + 1.1) })
	).flat();
}

function paths(): MetrePlan['features'] {
	return [
		{
			kind: 'path',
			at: [
				[32.2, -0.5],
				[32.2, 26],
				[31.6, 48],
				[31, 51.8]
			]
		},
		{
			kind: 'path',
			at: [
				[-0.6, 25],
				[32.2, 25],
				[65.7, 25]
			]
		},
		{
			kind: 'path',
			at: [
				[31.8, 43.4],
				[14, 43.4],
				[3, 43.6]
			]
		},
		{
			kind: 'path',
			at: [
				[32.2, 5.2],
				[62, 5.2]
			]
		}
	];
}

/** Taps 1 to 8 along the paths, and the meter at the street. */
function water(): MetrePlan['features'] {
	const taps: [zone: string, x: number, y: number][] = [
		['Zone A', 31, 6],
		['Zone B', 33, 13.8],
		['Zone B', 63.6, 15],
		['Zone A', 31, 20.4],
		['Zone C', 31, 30.4],
		['Zone C', 12.8, 43.6],
		['Zone D', 33, 37.8],
		['Zone D', 63, 40]
	];
	return [
		...taps.map(([zone, x, y], index) => ({
			kind: 'tap' as const,
			name: String(index + 1),
			zone,
			at: [x, y] as const
		})),
		{ kind: 'water_meter', at: [62.6, 0.9] }
	];
}

function places(): MetrePlan['features'] {
	return [
		{ kind: 'gate', at: [32.2, -0.5] },
		{ kind: 'gate', at: [31, 51.9] },
		{ kind: 'shed', at: box(14.4, 44.8, 6.4, 3.8), closed: true },
		{ kind: 'compost', at: box(2.2, 44.8, 9, 3), closed: true },
		{ kind: 'bed', at: box(36, 0.4, 24, 1.2), closed: true },
		{ kind: 'bed', at: box(49, 45.2, 6, 2.8), closed: true }
	];
}

function trees(): MetrePlan['features'] {
	const at: [x: number, y: number][] = [
		[26, 47.4],
		[12.6, 49.8],
		[0.4, 36],
		[64.4, 30]
	];
	return at.map((place) => ({ kind: 'tree' as const, at: place }));
}
