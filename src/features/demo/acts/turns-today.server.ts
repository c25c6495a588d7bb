import { PERSONAS } from '../personas.ts';
import { TODAYS_ROTA } from '../rotas.ts';
import { handOf, playerIn, type Player, type Stage } from '../stage.server.ts';
import { turnsOn, type DemoTurn } from '../turn-rows.server.ts';

/** Who waters with the demo gardener today. */
const COMPANION = 'Ahmed Haddad';

/** What a visitor finds around today: their own turn, people who look for a stand-in, a free seat. */
export function playToday(stage: Stage, steward: string): void {
	stage.at(stage.time(-6, '20:10'), () => changePlaces(stage, PERSONAS.gardener, steward));
	stage.at(stage.time(-4, '12:40'), () => changePlaces(stage, COMPANION, steward));
	stage.at(stage.time(-2, '20:35'), () => freeSeat(stage, steward));
	stage.at(stage.time(-1, '13:05'), () => confirmSome(stage));
	stage.at(stage.time(-1, '19:40'), () =>
		looks(stage, 1, steward, {
			en: 'The boiler man comes between five and eight. I could swap for any morning.',
			es: 'Viene el técnico de la caldera entre las cinco y las ocho. Cambio por cualquier mañana.'
		})
	);
	stage.at(stage.time(-1, '21:25'), () =>
		looks(stage, 3, steward, {
			en: 'On nights all week. Could somebody take this one?',
			es: 'Esta semana trabajo de noche. ¿Alguien puede cubrirme?'
		})
	);
}

/** Somebody of today's watering has a good reason, and the player steps in. Nothing where they are down already. */
async function changePlaces(stage: Stage, name: string, steward: string): Promise<void> {
	const turns = (await turnsOn(stage, stage.today)).filter(({ rota }) => rota === TODAYS_ROTA);
	const stay: string[] = [name, PERSONAS.gardener, COMPANION];
	if (turns.some(({ holder }) => holder.name === name)) return;
	const turn = turns.find(({ holder }) => !stay.includes(holder.name));
	if (!turn) throw new Error('Today’s watering of the demo has no turn to take over');
	const note = turn.holder.locale === 'es' ? 'Ese día tengo médico.' : 'I have the dentist that day.';
	const input = { turnId: turn.id, note };
	await stage.send(handOf(stage.elm, turn.holder, steward), 'rota.lookForStandIn', input);
	await stage.send(playerIn(stage.elm, name), 'rota.takeOver', { turnId: turn.id });
}

/** A seat nobody has: a steward excused the one who had it. */
async function freeSeat(stage: Stage, steward: string): Promise<void> {
	for (let day = 2; day < 9; day += 1) {
		const turn = (await turnsOn(stage, stage.day(day))).find(({ duty }) => duty === 'gate');
		if (turn)
			return void (await stage.send(playerIn(stage.elm, steward), 'rota.excuse', { turnId: turn.id }));
	}
}

async function confirmSome(stage: Stage): Promise<void> {
	for (const day of [0, 1, 2])
		for (const { id, holder, state } of await turnsOn(stage, stage.day(day)))
			if (holder.mail && state === 'planned' && stage.dice.percent(40))
				await stage.send(holder, 'rota.confirm', { turnId: id });
}

async function looks(
	stage: Stage,
	day: number,
	steward: string,
	note: Record<Player['locale'], string>
): Promise<void> {
	const turns = (await turnsOn(stage, stage.day(day))).filter(mayLook);
	const turn = turns.find(({ holder }) => holder.mail) ?? turns[0];
	if (!turn) return;
	const input = { turnId: turn.id, note: note[turn.holder.locale] };
	await stage.send(handOf(stage.elm, turn.holder, steward), 'rota.lookForStandIn', input);
}

function mayLook({ holder, duty, state }: DemoTurn): boolean {
	const staged: string[] = [PERSONAS.gardener, COMPANION];
	return duty === 'watering' && state !== 'looking' && !staged.includes(holder.name);
}
