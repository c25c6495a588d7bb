import { weekdayOf } from '#lib/time/day.ts';
import { ROTAS, type DemoRota } from '../rotas.ts';
import { playerIn, type Stage } from '../stage.server.ts';
import { SEASON } from '../times.ts';
import { playTurns } from './turns.server.ts';
import { playToday } from './turns-today.server.ts';

const STEWARD = 'Samuel Brandt';

/** Drafts and publishes the season's rotas, then lives through them day by day. */
export function playRotas(stage: Stage): void {
	const rotaIds = new Map<string, string>();
	for (const [index, rota] of ROTAS.entries()) {
		stage.at(stage.time(SEASON.published - 1, `20:${20 + index}`), async () => {
			rotaIds.set(rota.name, await draft(stage, rota));
		});
		stage.at(stage.time(SEASON.published, `19:${10 + index}`), () =>
			send(stage, 'rota.publish', rotaIds.get(rota.name)!)
		);
	}
	// After Ravi said that he is away, and two who took part in everything have left.
	stage.at(stage.time(-9, '21:05'), () => shareAgain(stage, rotaIds));
	playTurns(stage, STEWARD);
	playToday(stage, STEWARD);
}

async function shareAgain(stage: Stage, rotaIds: ReadonlyMap<string, string>): Promise<void> {
	for (const { name, team } of ROTAS)
		if (!team || name === ROTAS[0]!.name) await send(stage, 'rota.regenerate', rotaIds.get(name)!);
}

async function send(stage: Stage, name: string, rotaId: string): Promise<void> {
	await stage.send(playerIn(stage.elm, STEWARD), name, { rotaId });
}

async function draft(stage: Stage, { zone, on, team, ...rota }: DemoRota): Promise<string> {
	const { elm } = stage;
	const people = team?.map((name) => ({ membershipId: playerIn(elm, name).membershipId }));
	const fields = {
		...rota,
		zoneId: zone ? elm.zones.get(zone) : null,
		from: stage.day(SEASON.first),
		to: stage.day(SEASON.last),
		weekdays: on.map((day) => (typeof day === 'number' ? weekdayOf(stage.day(day)) : day)),
		everyone: !people,
		people: people ?? []
	};
	const { rotaId } = await stage.send(playerIn(elm, STEWARD), 'rota.draft', {
		gardenId: elm.gardenId,
		rota: fields
	});
	return rotaId!;
}
