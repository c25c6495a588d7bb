import { sql } from 'kysely';
import { ABSENT_NOTES, DONE_NOTES } from '../notes.ts';
import { ROTAS } from '../rotas.ts';
import { handOf, playerIn, type Player, type Stage } from '../stage.server.ts';
import { SEASON } from '../times.ts';
import { turnsOn, type DemoTurn } from '../turn-rows.server.ts';

/** Days (from today) on which it rained so much that nobody had to water. */
const RAIN: readonly number[] = [-61, -53, -38, -35, -17];

/** Lives through the season's past days: rain, stand-ins, what was done and what was not. */
export function playTurns(stage: Stage, steward: string): void {
	for (let day = SEASON.first; day < 0; day += 1) {
		stage.at(stage.time(day - 3, '20:15'), () => lookAhead(stage, day));
		if (RAIN.includes(day)) stage.at(stage.time(day, '06:20'), () => callOff(stage, day, steward));
		stage.at(stage.time(day, '06:30'), () => planDay(stage, day, steward));
	}
}

/** Now and then somebody finds three days ahead that they can't make it. */
async function lookAhead(stage: Stage, day: number): Promise<void> {
	const { dice } = stage;
	for (const turn of await turnsOn(stage, stage.day(day))) {
		if (!turn.holder.mail || turn.state !== 'planned' || !dice.percent(9)) continue;
		const note = dice.pick(ABSENT_NOTES[turn.holder.locale]);
		stage.at(stage.sometime(day - 3, 20.3, 22), async () => {
			await stage.try(turn.holder, 'rota.lookForStandIn', { turnId: turn.id, note });
		});
		const found = stage.sometime(day - dice.between(1, 2), 8, 21.5);
		stage.at(found, () => standIn(stage, turn));
	}
}

/** Somebody of the same rota steps in: the first of some who may. */
async function standIn(stage: Stage, turn: DemoTurn): Promise<void> {
	for (const player of othersOf(stage, turn).slice(0, 6)) {
		const answer = await stage.try(player, 'rota.takeOver', { turnId: turn.id });
		if (answer.ok) return;
	}
}

/** People of the turn's rota who look into the app by themselves, in chance order. */
export function othersOf({ dice, elm }: Stage, { rota, holder }: DemoTurn): Player[] {
	const { team, neededSkills = [] } = ROTAS.find(({ name }) => name === rota)!;
	const all = [...elm.players.values()].filter(
		({ name, role, mail, skills }) =>
			mail &&
			role !== 'neighbour' &&
			(team?.includes(name) ?? true) &&
			neededSkills.every((skill) => skills.includes(skill))
	);
	return dice.shuffled(all.filter(({ name }) => name !== holder.name));
}

async function callOff(stage: Stage, day: number, steward: string): Promise<void> {
	const slots = await stage.tx
		.selectFrom('slot')
		.innerJoin('rota', 'rota.id', 'slot.rota_id')
		.select('slot.id')
		.where('slot.garden_id', '=', stage.elm.gardenId)
		.where('slot.day', '=', stage.day(day))
		.where('rota.duty', '=', 'watering')
		.where(sql<boolean>`lower(slot.during) > ${stage.now}`)
		.orderBy('slot.during')
		.orderBy('rota.name')
		.execute();
	for (const { id } of slots) {
		const input = { slotId: id, rain: true, reason: '14 mm in the glass by the shed.' };
		await stage.send(playerIn(stage.elm, steward), 'rota.cancelSlot', input);
	}
}

/** What becomes of each turn of a day: mostly done, sometimes not, and yesterday's are partly still open. */
async function planDay(stage: Stage, day: number, steward: string): Promise<void> {
	const { dice } = stage;
	for (const turn of await turnsOn(stage, stage.day(day))) {
		const fate = dice.between(1, 100);
		if (day === -1 && fate > 80) continue;
		if (fate <= 4) missed(stage, turn, day, steward);
		else if (fate <= 7) excused(stage, turn, steward);
		else done(stage, turn, day, steward);
	}
}

function done(stage: Stage, turn: DemoTurn, day: number, steward: string): void {
	const { dice, elm } = stage;
	const { holder, duty, start } = turn;
	const notes = DONE_NOTES[duty]?.[holder.mail ? holder.locale : 'en'] ?? [];
	const note = notes.length > 0 && dice.percent(16) ? dice.pick(notes) : '';
	const minutes = dice.between(15, 80);
	// Who has no account signs the sheet in the shed; a steward puts it in the next morning.
	const when = holder.mail ? new Date(start.getTime() + minutes * 60_000) : stage.sometime(day + 1, 8, 9);
	stage.at(when, async () => {
		await stage.try(handOf(elm, holder, steward), 'rota.markDone', { turnId: turn.id, note });
	});
}

function missed(stage: Stage, turn: DemoTurn, day: number, steward: string): void {
	stage.at(stage.sometime(day + 1, 9, 10), async () => {
		await stage.try(playerIn(stage.elm, steward), 'rota.markMissed', { turnId: turn.id });
	});
}

/** "I couldn't": said after the turn is over. */
function excused(stage: Stage, turn: DemoTurn, steward: string): void {
	const when = new Date(turn.end.getTime() + stage.dice.between(20, 120) * 60_000);
	stage.at(when, async () => {
		await stage.try(handOf(stage.elm, turn.holder, steward), 'rota.excuse', { turnId: turn.id });
	});
}
