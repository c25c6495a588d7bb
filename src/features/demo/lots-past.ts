import type { LotUnit } from '#features/harvest/tables.ts';
import type { DemoLot } from './lots.ts';

type Row = [
	days: number,
	giver: string,
	crop: string,
	quantity: string,
	unit: LotUnit,
	notes: string,
	claims: NonNullable<DemoLot['claims']>
];

/** What was on the board in the past weeks: two days each, at the gate. */
const ROWS: Row[] = [
	[
		-63,
		'Rosa Delgado',
		'radish',
		'6',
		'bunch',
		'',
		[
			['Tom Whitaker', '1', 'picked_up'],
			['Amara Eze', '2', 'picked_up']
		]
	],
	[-58, 'Carmen Iglesias', 'rocket', '5', 'bag', 'Muy tierna.', [['Lucía Fernández', '1', 'picked_up']]],
	[
		-52,
		'Kwame Mensah',
		'spinach',
		'4',
		'kg',
		'Washed once, wash again.',
		[
			['Abdi Warsame', '1', 'picked_up'],
			['Leila Haidari', '1', 'picked_up'],
			['Mei Tanaka', '0.5', 'not_collected']
		]
	],
	[
		-47,
		'Wendy Clarke',
		'rhubarb',
		'12',
		'piece',
		'Leaves are off.',
		[
			['Katarzyna Nowak', '6', 'picked_up'],
			['Ruth Goldstein', '4', 'picked_up']
		]
	],
	[
		-43,
		'Patrick O’Neill',
		'strawberry',
		'2',
		'kg',
		'The blackbirds had the rest.',
		[
			['Sinead Kelly', '0.5', 'picked_up'],
			['Tom Whitaker', '0.5', 'picked_up'],
			['Priya Nair', '0.5', 'picked_up'],
			['Hiroshi Sato', '0.5', 'picked_up']
		]
	],
	[
		-39,
		'Rocío Paredes',
		'broad_bean',
		'3',
		'kg',
		'Con vaina. Para desgranar en familia.',
		[
			['Manuel Ortiz', '1', 'picked_up'],
			['Esperanza Ruiz', '1', 'picked_up']
		]
	],
	[
		-36,
		'Olu Adeyemi',
		'lettuce',
		'10',
		'piece',
		'All ready in the same week, of course.',
		[
			['Claire Dubois', '2', 'picked_up'],
			['Liam Walsh', '1', 'cancelled'],
			['Jorge Salinas', '2', 'picked_up']
		]
	],
	[
		-31,
		'Ngoc Tran',
		'mint',
		'8',
		'bunch',
		'',
		[
			['Nadia Rahman', '2', 'picked_up'],
			['Farida Karimi', '2', 'picked_up']
		]
	],
	[
		-27,
		'Marco Bianchi',
		'basil',
		'6',
		'bunch',
		'Pesto tonight?',
		[
			['Rosa Delgado', '1', 'picked_up'],
			['Zoë Hart', '1', 'picked_up'],
			['Lena Fischer', '1', 'not_collected']
		]
	],
	[
		-24,
		'Samuel Brandt',
		'gooseberry',
		'2.5',
		'kg',
		'Long sleeves advised.',
		[['Katarzyna Nowak', '1.5', 'picked_up']]
	],
	[
		-20,
		'Beatriz Rojas',
		'courgette',
		'7',
		'piece',
		'Y siguen saliendo.',
		[
			['Tom Whitaker', '2', 'picked_up'],
			['Lucía Fernández', '2', 'picked_up'],
			['Amara Eze', '1', 'picked_up']
		]
	],
	[
		-17,
		'Yusuf Demir',
		'green_bean',
		'3',
		'kg',
		'Flat ones, tender.',
		[
			['Aisha Mohamud', '1', 'picked_up'],
			['Mei Tanaka', '1', 'picked_up']
		]
	],
	[
		-13,
		'Daniel Kim',
		'pak_choi',
		'9',
		'piece',
		'',
		[
			['Hiroshi Sato', '2', 'picked_up'],
			['Wei Zhang', '2', 'picked_up'],
			['Priya Nair', '1', 'cancelled']
		]
	],
	[
		-10,
		'Thandi Nkosi',
		'beetroot',
		'12',
		'piece',
		'With their leaves, which are the best part.',
		[
			['Tom Whitaker', '3', 'picked_up'],
			['Deborah Stein', '4', 'picked_up']
		]
	],
	[
		-8,
		'Grace Okafor',
		'collards',
		'6',
		'bunch',
		'Slow and long, with smoked paprika.',
		[
			['Femi Balogun', '2', 'picked_up'],
			['Leila Haidari', '1', 'picked_up']
		]
	],
	[
		-5,
		'Ahmed Haddad',
		'fig',
		'1.5',
		'kg',
		'The tree by tap 6 says hello.',
		[
			['Rosa Delgado', '0.5', 'picked_up'],
			['Catherine Doyle', '0.5', 'picked_up'],
			['Sinead Kelly', '0.5', 'picked_up']
		]
	]
];

export const PAST_LOTS: readonly DemoLot[] = ROWS.map(
	([days, giver, crop, quantity, unit, notes, claims]) => ({
		giver,
		crop,
		quantity,
		unit,
		notes,
		claims,
		at: 'gate',
		posted: [days, '17:10'],
		until: [days + 2, '20:00']
	})
);

/** Taken down again before anybody came. */
export const WITHDRAWN: DemoLot & { reason: string } = {
	giver: 'Hassan Ali',
	crop: 'cauliflower',
	quantity: '3',
	unit: 'piece',
	at: 'plot',
	plot: 'A5',
	notes: '',
	posted: [-15, '18:30'],
	until: [-12, '20:00'],
	claims: [['Liam Walsh', '1', 'reserved']],
	reason: 'The caterpillars were faster. I am sorry.'
};
