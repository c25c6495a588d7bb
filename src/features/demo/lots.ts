import type { LotUnit, PlaceKind } from '#features/harvest/tables.ts';

/** A moment: days from today, and the time on the garden's clock. */
export type Moment = readonly [days: number, clock: string];

/** What becomes of a claim: still reserved, picked up, given back, or never collected. */
export type ClaimFate = 'reserved' | 'picked_up' | 'cancelled' | 'not_collected';

/** A lot of the demo. */
export interface DemoLot {
	giver: string;
	crop: string;
	/** Where the crop's own name in the giver's language will not do. */
	title?: string;
	quantity: string;
	unit: LotUnit;
	whole?: boolean;
	perPerson?: string;
	audience?: 'members' | 'everyone';
	at: PlaceKind;
	plot?: string;
	placeNote?: string;
	notes?: string;
	posted: Moment;
	from?: Moment;
	until: Moment;
	claims?: readonly (readonly [who: string, quantity: string, fate: ClaimFate, note?: string])[];
}

/** What is on the board today. */
export const OPEN: readonly DemoLot[] = [
	{
		giver: 'Rosa Delgado',
		crop: 'courgette',
		quantity: '9',
		unit: 'piece',
		perPerson: '2',
		at: 'gate',
		placeNote: 'green crate on the bench',
		notes: 'I was away for four days. They were not. Small ones on top, the two canoes below are for soup.',
		posted: [-1, '17:35'],
		until: [1, '20:00'],
		claims: [
			['Tom Whitaker', '2', 'reserved', 'After work, around six.'],
			['Mei Tanaka', '2', 'picked_up'],
			['Lucía Fernández', '1', 'reserved', 'Mando a mi hijo.'],
			['Keiko Mori', '1', 'cancelled']
		]
	},
	{
		giver: 'Ahmed Haddad',
		crop: 'tomato',
		quantity: '4.5',
		unit: 'kg',
		perPerson: '1',
		at: 'plot',
		plot: 'C7',
		notes: 'San Marzano, best for sauce. Bring a bowl, they are ripe and do not like bags.',
		posted: [-1, '12:10'],
		from: [0, '07:00'],
		until: [1, '19:30'],
		claims: [
			['Rosa Delgado', '1', 'reserved'],
			['Thandi Nkosi', '1', 'reserved'],
			['Priya Nair', '0.5', 'reserved']
		]
	},
	{
		giver: 'Marta Quiroga',
		crop: 'chard',
		quantity: '8',
		unit: 'bunch',
		perPerson: '2',
		at: 'gate',
		placeNote: 'en el cubo azul',
		notes: 'Recién cortadas, de tallo rojo y amarillo. Traed bolsa, por favor.',
		posted: [-1, '19:20'],
		until: [1, '20:00'],
		claims: [
			['Manuel Ortiz', '1', 'reserved'],
			['Leila Haidari', '2', 'reserved']
		]
	},
	{
		giver: 'George Papadakis',
		crop: 'aubergine',
		quantity: '5',
		unit: 'piece',
		audience: 'members',
		at: 'plot',
		plot: 'B6',
		notes: 'Firm and shiny, picked when you come. Ask me how my mother makes them.',
		posted: [-2, '18:05'],
		until: [2, '18:00'],
		claims: [['Catherine Doyle', '2', 'reserved']]
	},
	{
		giver: 'Joan Pettifer',
		crop: 'runner_bean',
		quantity: '3',
		unit: 'bag',
		perPerson: '1',
		at: 'shed',
		placeNote: 'blue crate behind the door',
		notes: 'Topped and tailed already. About a pound in each bag.',
		posted: [-1, '11:15'],
		until: [2, '17:00'],
		claims: [['Sinead Kelly', '1', 'reserved']]
	},
	{
		giver: 'Keiko Mori',
		crop: 'cucumber',
		quantity: '6',
		unit: 'piece',
		perPerson: '2',
		at: 'stall',
		notes: 'Thin-skinned, no need to peel.',
		posted: [-1, '20:40'],
		until: [1, '12:00']
	},
	{
		giver: 'Luis Herrera',
		crop: 'chilli',
		quantity: '20',
		unit: 'piece',
		perPerson: '5',
		at: 'plot',
		plot: 'B8',
		notes: 'Pican de verdad. Los verdes un poco menos. Con guantes, si os vais a tocar los ojos.',
		posted: [-2, '20:10'],
		until: [4, '20:00'],
		claims: [['Ravi Menon', '5', 'picked_up']]
	},
	{
		giver: 'Ruth Goldstein',
		crop: 'apple',
		title: 'Windfall apples',
		quantity: '6',
		unit: 'kg',
		at: 'home',
		placeNote: '12 Elm Street, box under the porch. No need to ring.',
		notes: 'From the old tree behind the house. Bruised here and there, perfect for crumble.',
		posted: [-1, '09:30'],
		until: [3, '20:00'],
		claims: [
			['Katarzyna Nowak', '2', 'picked_up'],
			['Liam Walsh', '1.5', 'reserved']
		]
	},
	{
		giver: 'Wendy Clarke',
		crop: 'flowers',
		quantity: '4',
		unit: 'bunch',
		perPerson: '1',
		at: 'gate',
		placeNote: 'in the bucket, out of the sun',
		notes: 'Cosmos, scabious and the first dahlias.',
		posted: [-1, '18:50'],
		until: [1, '18:00'],
		claims: [['Dorothy Banks', '1', 'reserved', 'For the table at her birthday.']]
	},
	{
		giver: 'Anita Sharma',
		crop: 'coriander',
		quantity: '10',
		unit: 'bunch',
		perPerson: '2',
		at: 'plot',
		plot: 'B4',
		notes: 'About to bolt. Cut as much as you need from the left-hand row.',
		posted: [-2, '08:25'],
		until: [1, '20:00'],
		claims: [
			['Priya Nair', '2', 'picked_up'],
			['Nadia Rahman', '2', 'reserved']
		]
	},
	{
		giver: 'Oliver Grant',
		crop: 'seedlings',
		title: 'Winter lettuce seedlings',
		quantity: '24',
		unit: 'piece',
		perPerson: '6',
		at: 'plot',
		plot: 'D2',
		notes: 'Raised by class 4B. They ask for the pots back, and for a photo in spring.',
		posted: [-3, '15:45'],
		until: [5, '16:00'],
		claims: [
			['Hannah Frost', '3', 'cancelled'],
			['Linh Pham', '6', 'picked_up']
		]
	},
	{
		giver: 'Valentina Cruz',
		crop: 'pumpkin',
		quantity: '1',
		unit: 'piece',
		whole: true,
		at: 'plot',
		plot: 'C12',
		notes: 'Pesa unos seis kilos. Para quien tenga un horno grande o muchos vecinos.',
		posted: [-2, '19:05'],
		until: [6, '20:00']
	},
	{
		giver: 'Colin Baxter',
		crop: 'potato',
		quantity: '8',
		unit: 'kg',
		perPerson: '2',
		at: 'shed',
		placeNote: 'sack on the left, scales on the shelf',
		notes: 'Charlotte. A fork went through some of them, eat those first.',
		posted: [-3, '17:20'],
		until: [0, '21:00'],
		claims: [
			['Claire Dubois', '2', 'picked_up'],
			['Tom Whitaker', '1.5', 'picked_up'],
			['Jamila Hussein', '2', 'reserved']
		]
	}
];
