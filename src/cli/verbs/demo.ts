import type { Command } from 'commander';
import type { House } from '#lib/house/house.server.ts';
import { dayOf, isDay } from '#lib/time/day.ts';
import { Failure, sendOrFail, type Operator, type Run } from '../operator.ts';

interface Options {
	remove?: boolean;
	replace?: boolean;
	beside?: boolean;
	today?: string;
	seed?: string;
}

/** `plotluck demo`: builds the demo garden, or with --remove takes it away whole. */
export function addDemoVerb(program: Command, run: Run): void {
	program
		.command('demo')
		.option('--remove', 'take the demo away: its gardens, people, sessions, everything')
		.option('--replace', 'build it anew where it is there already')
		.option('--beside', 'build it although a real garden is run here; visitors still can’t enter it')
		.option('--today <day>', 'the day in whose season it is, as 2026-08-18 (default: today)')
		.option('--seed <text>', 'another demo with other chances; the same day and seed give the same')
		.description('build a demo garden: 60 plots, 80 people, a season in full swing')
		.action((options: Options) =>
			run((operator) =>
				operator.withHouse((house) =>
					options.remove ? remove(operator, house) : build(operator, house, options)
				)
			)
		);
}

async function remove({ say }: Operator, house: House): Promise<void> {
	const { gardens, people } = await sendOrFail<{ gardens: number; people: number }>(house, 'demo.remove', {});
	say(gardens ? `The demo is gone: ${gardens} gardens, ${people} people.` : 'There is no demo here.');
}

async function build({ say, progress }: Operator, house: House, options: Options): Promise<void> {
	// All rooms and all their sentences: loaded for this verb alone.
	const { buildDemo } = await import('#features/demo/build.server.ts');
	const { demoState } = await import('#features/demo/state.server.ts');
	const { ZONE } = await import('#features/demo/stage.server.ts');
	const { seed, replace, beside } = options;
	const today = options.today ?? dayOf(new Date(), ZONE);
	if (!isDay(today)) throw new Failure(`${today} is no day. Write it as 2026-08-18.`);
	const { hasOwnGarden } = await demoState(house.db);
	if (hasOwnGarden && !beside)
		throw new Failure(
			'A real garden is run here, so the demo stays out. To build it beside the real one all the same, say --beside.'
		);
	const built = await buildDemo(house.database, { today, seed, replace }, (done, of) =>
		progress(`Building the demo … ${Math.round((100 * done) / of)} %`)
	);
	progress(null);
	if (built) return say(doneSentence(house, today, hasOwnGarden));
	const { builtFor } = await demoState(house.db);
	say(`The demo is here already, built for ${builtFor}. To build it anew, say --replace.`);
}

function doneSentence({ settings }: House, today: string, closed: boolean): string {
	const where = `${settings.origin ?? `http://localhost:${settings.port}`}/demo`;
	const way = closed ? '' : ` Enter it at ${where}.`;
	return `The demo is built, in its season on ${today}.${way}`;
}
