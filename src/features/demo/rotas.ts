import type { Weekday } from '#lib/time/day.ts';
import type { Duty } from '#features/rota/tables.ts';
import { PEOPLE } from './people.ts';

/** A rota of the demo. `on`: days of the week counted from today, or weekdays. */
export interface DemoRota {
	name: string;
	duty: Duty;
	zone?: string;
	instructions: string;
	on: readonly (number | Weekday)[];
	startsAt: string;
	minutes: number;
	room: number;
	weight?: number;
	neededSkills?: readonly string[];
	/** Names of those who take part; without it everybody who gardens. */
	team?: readonly string[];
}

/** The rota of which the demo gardener has a turn today. */
export const TODAYS_ROTA = 'Watering, zone B';

/** Who holds something in the zones of these letters, and some more. */
function team(letters: RegExp, ...more: string[]): string[] {
	const there = PEOPLE.filter(
		({ role, plots }) => role !== 'neighbour' && plots.some((plot) => letters.test(plot))
	);
	return [...new Set([...there.map(({ name }) => name), ...more])];
}

/** Six rotas: watering in each zone, compost and the open gate. Someone waters somewhere on most days. */
export const ROTAS: readonly DemoRota[] = [
	{
		name: 'Watering, zone A',
		duty: 'watering',
		zone: 'Zone A',
		instructions:
			'Taps 1 and 4. Seedlings and pots first, then the beds along the cross path. At the root, never on the leaves. If it rained more than a finger deep in the glass by the shed, only seedlings.',
		on: [1, 4],
		startsAt: '18:30',
		minutes: 90,
		room: 2,
		team: team(/^A/)
	},
	{
		name: TODAYS_ROTA,
		duty: 'watering',
		zone: 'Zone B',
		instructions:
			'Taps 2 and 3. Raised beds first: they dry out fastest. Tomatoes at the root. The hose is in the shed, the key hangs behind the door.\n\nPrimero los bancales elevados. La manguera está en el cobertizo.',
		on: [0, 3],
		startsAt: '18:00',
		minutes: 120,
		room: 2,
		team: team(/^[BR]/, 'Ahmed Haddad')
	},
	{
		name: 'Watering, zone C',
		duty: 'watering',
		zone: 'Zone C',
		instructions: 'Taps 5 and 6, early, before the sun is over the wall. The fig by tap 6 gets two cans.',
		on: [2, 5],
		startsAt: '07:00',
		minutes: 90,
		room: 2,
		team: team(/^C/)
	},
	{
		name: 'Watering, shared beds and food bank',
		duty: 'watering',
		zone: 'Zone D',
		instructions:
			'Taps 7 and 8. D7 to D9 grow for the food bank: they come first. The nursery needs the fine rose.',
		on: [1, 4],
		startsAt: '18:30',
		minutes: 60,
		room: 1,
		team: team(/^D/, 'Farida Karimi', 'Ngoc Tran', 'Patrick O’Neill')
	},
	{
		name: 'Compost',
		duty: 'compost',
		instructions:
			'Turn one bay, feed the next, keep it as damp as a wrung-out cloth. Gloves and forks are in the shed.',
		on: ['SA'],
		startsAt: '10:00',
		minutes: 90,
		room: 2,
		weight: 1.5,
		neededSkills: ['compost']
	},
	{
		name: 'Open gate',
		duty: 'gate',
		instructions:
			'Open at two, put the board out, show people round, write down who asks for a plot. Close at four and bring the board in.',
		on: ['SU'],
		startsAt: '14:00',
		minutes: 120,
		room: 2
	}
];
