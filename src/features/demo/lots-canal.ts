import type { DemoLot } from './lots.ts';

/** What Canal Walk has over today. */
export const CANAL_LOTS: readonly DemoLot[] = [
	{
		giver: 'Abdi Warsame',
		crop: 'kale',
		quantity: '6',
		unit: 'bunch',
		perPerson: '2',
		at: 'gate',
		notes: 'Sweet already, after the cold nights by the water.',
		posted: [-1, '16:20'],
		until: [2, '19:00'],
		claims: [['Hiroshi Sato', '2', 'reserved']]
	},
	{
		giver: 'Claire Dubois',
		crop: 'plum',
		quantity: '3',
		unit: 'kg',
		perPerson: '1',
		at: 'plot',
		plot: '3',
		notes: 'Shake the tree gently. The wasps were here first.',
		posted: [-2, '10:40'],
		until: [1, '20:00'],
		claims: [['Amara Eze', '1', 'picked_up']]
	},
	{
		giver: 'Jorge Salinas',
		crop: 'fig',
		quantity: '2',
		unit: 'kg',
		at: 'gate',
		notes: 'Maduros, para comer hoy o mañana.',
		posted: [-1, '19:45'],
		until: [1, '20:00']
	}
];
