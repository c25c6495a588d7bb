import { FORMER, mailOf, PEOPLE } from '../people.ts';
import type { Somebody } from '../somebody.ts';
import { personaId } from '../personas.ts';
import { handOf, playerIn, type Stage } from '../stage.server.ts';
import { BY_CHANCE, FOUNDED, founder, JOINED, SEASON } from '../times.ts';

const STEWARD = founder.name;

/**
 * Lets everybody in at their time, with what they say of themselves, and gives them rest. Answers how many days
 * from today each came in; people of one household come together.
 */
export function playPeople(stage: Stage): Map<string, number> {
	const joined = new Map<string, number>();
	const homes = new Map<string, number>();
	for (const somebody of [...PEOPLE, ...FORMER]) {
		const { name, household } = somebody;
		const day = (household && homes.get(household)) || joinDay(stage, somebody);
		if (household) homes.set(household, day);
		joined.set(name, day);
		const when = stage.sometime(day, 10, 17);
		stage.at(when, () => (name === STEWARD ? introduce(stage, name) : letIn(stage, somebody)));
	}
	playRests(stage);
	return joined;
}

function joinDay({ dice }: Stage, { name, role }: Somebody): number {
	const [from, to] = BY_CHANCE[role === 'neighbour' ? 'neighbour' : 'member'];
	const chance = dice.between(from, to);
	return name === STEWARD ? FOUNDED + 5 : (JOINED[name] ?? chance);
}

async function letIn(stage: Stage, somebody: Somebody): Promise<void> {
	const { elm } = stage;
	const { name, role, phone, mail } = somebody;
	// Only the operator may add people with their addresses; others would come by a link, with a password to work out.
	const by = mail ? null : playerIn(elm, STEWARD);
	const input = { gardenId: elm.gardenId, name, role, phone, email: mail ? mailOf(somebody) : undefined };
	const { personId, membershipId } = await stage.send(by, 'members.addPerson', input, personaId(name));
	elm.players.set(name, { ...somebody, personId: personId!, membershipId: membershipId! });
	await introduce(stage, name);
	if (role === 'steward') {
		const change = { membershipId, role, areas: somebody.areas };
		await stage.send(playerIn(elm, STEWARD), 'members.setRole', change);
	}
}

/** What somebody says of themselves, or has a steward put in for them. */
async function introduce(stage: Stage, name: string): Promise<void> {
	const { elm } = stage;
	const player = playerIn(elm, name);
	const { membershipId, skills, interests, most, mailTo, phoneTo, household, locale, mail } = player;
	const said = skills.length > 0 || interests.length > 0 || most !== undefined || mailTo !== 'stewards';
	if (said) {
		const about = { membershipId, skills, interests, monthlyMax: most ?? null };
		const open = { emailOpenTo: mailTo, phoneOpenTo: phoneTo };
		await stage.send(handOf(elm, player, STEWARD), 'members.change', { ...about, ...open });
	}
	if (locale === 'es' && mail) await stage.send(player, 'account.changeProfile', { locale });
	if (household) {
		const home = { membershipId, name: household };
		await stage.send(playerIn(elm, STEWARD), 'members.setHousehold', home);
	}
}

/** Dates without duties: who, from and until (days from today), and when they said so. */
const RESTS: readonly [name: string, from: number, until: number, said: number][] = [
	['Lena Fischer', -40, -26, SEASON.published - 6],
	['Colin Baxter', -20, -7, SEASON.published - 4],
	['Kwame Mensah', 3, 16, SEASON.published - 3],
	['Wendy Clarke', 10, 24, SEASON.published - 2],
	['Sofía Castaño', 5, 19, SEASON.published - 2],
	['Andrés Castaño', 5, 19, SEASON.published - 2],
	['Dorothy Banks', -30, 12, -33],
	['Ravi Menon', -5, 9, -12]
];

function playRests(stage: Stage): void {
	for (const [name, from, until, said] of RESTS)
		stage.at(stage.time(said, '20:20'), async () => {
			const player = playerIn(stage.elm, name);
			const rest = { membershipId: player.membershipId, from: stage.day(from), until: stage.day(until) };
			await stage.send(handOf(stage.elm, player, STEWARD), 'members.addRest', rest);
		});
}
