import { PEOPLE } from '../people.ts';
import { playerIn, type Stage } from '../stage.server.ts';
import { founder } from '../times.ts';
import type { EndReason } from '#features/plots/tables.ts';

/** Tenancies that are over, or will be: who, which plot, from and last day (days from today), why. */
interface Past {
	who: string;
	plot: string;
	from: number;
	last: number;
	/** When the end was put in. */
	told: number;
	reason: EndReason;
	note: string;
	/** True: they left the garden too. */
	leaves?: boolean;
}

const PAST: readonly Past[] = [
	{
		who: 'Walter Simms',
		plot: 'A11',
		from: -1155,
		last: -21,
		told: -30,
		reason: 'left',
		note: 'His knees. He comes by for a chat on Sundays.',
		leaves: true
	},
	{
		who: 'Nuria Campos',
		plot: 'C9',
		from: -895,
		last: -12,
		told: -26,
		reason: 'left',
		note: 'Se muda a Valencia. La llave está en el tablero del cobertizo.',
		leaves: true
	},
	{
		who: 'Gwen Parry',
		plot: 'B9',
		from: -1150,
		last: -420,
		told: -440,
		reason: 'left',
		note: 'Moved to Swansea to be near her daughter.',
		leaves: true
	},
	{
		who: 'Jaime Torres',
		plot: 'C5',
		from: -1100,
		last: -300,
		told: -310,
		reason: 'left',
		note: 'Shifts at the hospital left no time.',
		leaves: true
	},
	{
		who: 'Olu Adeyemi',
		plot: 'A15',
		from: -1090,
		last: -640,
		told: -645,
		reason: 'moved_plot',
		note: 'Too shady under the maple of number 9.'
	},
	{
		who: 'Anita Sharma',
		plot: 'B10',
		from: -1060,
		last: -500,
		told: -505,
		reason: 'moved_plot',
		note: 'Nearer to the tap.'
	}
];

/** Not from the day they came, but from a later one (days from today). */
const LATER: Readonly<Record<string, number>> = {
	A14: -632,
	B4: -497,
	D1: -200,
	D2: -198,
	D3: -190,
	D4: -188
};

/**
 * Gives every plot to whoever holds it, with those who held it before; A11 and C9 are free again. `joined`: how
 * many days from today each came in.
 */
export function playTenancies(stage: Stage, joined: ReadonlyMap<string, number>): void {
	for (const past of PAST) playPast(stage, past);
	const held = Map.groupBy(
		PEOPLE.flatMap(({ name, plots }) => plots.map((plot, place) => ({ plot, name, place }))),
		({ plot }) => plot
	);
	for (const [plot, holders] of held) {
		const names = holders.toSorted((a, b) => a.place - b.place).map(({ name }) => name);
		const allIn = Math.max(...names.map((name) => joined.get(name)!));
		const from = LATER[plot] ?? allIn + stage.dice.between(2, 18);
		stage.at(stage.time(from, '18:20'), () => give(stage, plot, names, from).then(() => {}));
	}
	stage.at(stage.time(-9, '20:45'), () => movesAway(stage));
}

function playPast(stage: Stage, { who, plot, from, last, told, reason, note, leaves }: Past): void {
	let tenancyId = '';
	stage.at(stage.time(from, '18:05'), async () => {
		tenancyId = await give(stage, plot, [who], from);
	});
	stage.at(stage.time(told, '19:15'), () => end(stage, tenancyId, last, reason, note));
	if (!leaves) return;
	stage.at(stage.time(last + 2, '09:30'), async () => {
		const { membershipId } = playerIn(stage.elm, who);
		await stage.send(playerIn(stage.elm, founder.name), 'members.leave', { membershipId });
	});
}

async function give(stage: Stage, plot: string, names: string[], from: number): Promise<string> {
	const { elm } = stage;
	const membershipIds = names.map((name) => playerIn(elm, name).membershipId);
	const input = { plotId: elm.plots.get(plot), membershipIds, from: stage.day(from) };
	const { tenancyId } = await stage.send(playerIn(elm, founder.name), 'plots.give', input);
	return tenancyId!;
}

async function end(
	stage: Stage,
	tenancyId: string,
	last: number,
	reason: EndReason,
	note: string
): Promise<void> {
	const input = { tenancyId, on: stage.day(last), reason, note };
	await stage.send(playerIn(stage.elm, founder.name), 'plots.endTenancy', input);
}

/** One tenancy that ends soon: the plan shows it. */
async function movesAway(stage: Stage): Promise<void> {
	const { id } = await stage.tx
		.selectFrom('tenancy')
		.select('id')
		.where('plot_id', '=', stage.elm.plots.get('A15')!)
		.where('end_reason', 'is', null)
		.executeTakeFirstOrThrow();
	await end(stage, id, 18, 'left', 'Hannah starts a new job in Leeds next month.');
}
