import type { Command } from 'commander';
import { installationState } from '#features/account/installation.server.ts';
import { buildDemo } from '#features/demo/build.server.ts';
import { demoState } from '#features/demo/state.server.ts';
import { ZONE } from '#features/demo/stage.server.ts';
import type { House } from '#lib/house/house.server.ts';
import { dayOf, isDay } from '#lib/time/day.ts';
import { Failure, progressLine, say } from '../say.ts';
import { sendOrFail, withHouse } from '../with-house.ts';

interface Options {
	remove?: boolean;
	replace?: boolean;
	beside?: boolean;
	today?: string;
	seed?: string;
}

/** `plotluck demo`: builds the demo garden, or with --remove takes it away whole. */
export function addDemoVerb(program: Command): void {
	program
		.command('demo')
		.option('--remove', 'take the demo away: its gardens, people, sessions, everything')
		.option('--replace', 'build it anew where it is there already')
		.option('--beside', 'build it although a real garden is run here; visitors still can’t enter it')
		.option('--today <day>', 'the day in whose season it is, as 2026-08-18 (default: today)')
		.option('--seed <text>', 'another demo with other chances; the same day and seed give the same')
		.description('build a demo garden: 60 plots, 80 people, a season in full swing')
		.action((options: Options) =>
			withHouse((house) => (options.remove ? remove(house) : build(house, options)))
		);
}

async function remove(house: House): Promise<void> {
	const { gardens, people } = await sendOrFail<{ gardens: number; people: number }>(house, 'demo.remove', {});
	say(gardens ? `The demo is gone: ${gardens} gardens, ${people} people.` : 'There is no demo here.');
}

async function build(house: House, options: Options): Promise<void> {
	const { seed, replace, beside } = options;
	const today = options.today ?? dayOf(new Date(), ZONE);
	if (!isDay(today)) throw new Failure(`${today} is no day. Write it as 2026-08-18.`);
	const { hasOwnGarden } = await installationState(house.db);
	if (hasOwnGarden && !beside)
		throw new Failure(
			'A real garden is run here, so the demo stays out. To build it beside the real one all the same, say --beside.'
		);
	const progress = progressLine();
	const built = await buildDemo(house.database, { today, seed, replace }, (done, of) =>
		progress.show(`Building the demo … ${Math.round((100 * done) / of)} %`)
	);
	progress.end();
	if (built) return say(doneSentence(house, today, hasOwnGarden));
	const { builtFor } = await demoState(house.db);
	say(`The demo is here already, built for ${builtFor}. To build it anew, say --replace.`);
}

function doneSentence({ settings }: House, today: string, closed: boolean): string {
	const where = `${settings.origin ?? `http://localhost:${settings.port}`}/demo`;
	const way = closed ? '' : ` Enter it at ${where}.`;
	return `The demo is built, in its season on ${today}.${way}`;
}
