import { box, layOut, type GroundPlan } from './plan.ts';

/** Canal Walk Garden: eight plots on a narrow strip by an old towpath, some 700 metres from Elm Street. */
export function canalWalk(): GroundPlan {
	return layOut({
		place: [-0.07171, 51.48012],
		middle: [16, 7],
		turned: -8,
		boundary: [
			[0, 0],
			[32, 0],
			[33, 13],
			[0.5, 14]
		],
		zones: [],
		features: [
			{
				kind: 'path',
				at: [
					[0.2, 6.9],
					[32.4, 6.9]
				]
			},
			{ kind: 'gate', at: [0.2, 6.9] },
			{ kind: 'tap', name: '1', at: [16, 6] },
			{ kind: 'compost', at: box(28.6, 8.2, 3, 1.8), closed: true },
			{ kind: 'tree', at: [31, 2] }
		],
		plots: [1, 8.4].flatMap((y, line) =>
			[0, 1, 2, 3].map((column) => ({
				number: String(line * 4 + column + 1),
				kind: 'single' as const,
				zone: null,
				corners: box(1.6 + column * 6.8, y, 6, 4.6)
			}))
		)
	});
}
