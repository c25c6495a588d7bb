import { canalWalk } from '../canal-walk.ts';
import { CANAL_LOTS } from '../lots-canal.ts';
import { CANAL, mailOf, PEOPLE, somebody } from '../people.ts';
import { playerIn, type Stage } from '../stage.server.ts';
import { drawGround, drawPlots, found } from './garden.server.ts';
import { playLot } from './harvest.server.ts';

const FIRST_DAY = -402;
const [STEWARD = '', ...GARDENERS] = CANAL;

/** A second, smaller garden a short walk away, so that the map and the neighbours' board have two. */
export function playCanalWalk(stage: Stage): void {
	const { canal } = stage;
	const plan = canalWalk();
	const sign = {
		name: 'Canal Walk Garden',
		about: 'Eight plots where the canal used to be. Small, damp and very productive.',
		address: 'Canal Walk, by the iron bridge',
		openingHours: 'The gate is open from eight until dusk.'
	};
	const about = PEOPLE.find(({ name }) => name === STEWARD)!;
	const founder = somebody('steward', STEWARD, { phone: about.phone });
	stage.at(stage.time(FIRST_DAY, '10:30'), () => found(stage, canal, founder, sign, plan));
	stage.at(stage.time(FIRST_DAY + 2, '15:00'), () => drawGround(stage, canal, STEWARD, plan));
	stage.at(stage.time(FIRST_DAY + 3, '15:00'), () => drawPlots(stage, canal, STEWARD, plan));
	for (const [index, name] of GARDENERS.entries())
		stage.at(stage.time(-13 + index, '18:15'), () => letIn(stage, name, index));
	for (const lot of CANAL_LOTS) playLot(stage, canal, lot, STEWARD);
}

/** They are known from Elm Street by their address; each gets a plot, and the steward has the first. */
async function letIn(stage: Stage, name: string, index: number): Promise<void> {
	const { canal, elm } = stage;
	const steward = playerIn(canal, STEWARD);
	const known = playerIn(elm, name);
	const input = { gardenId: canal.gardenId, name, role: 'member', email: mailOf(known) };
	const { membershipId } = await stage.send(null, 'members.addPerson', input);
	canal.players.set(name, { ...known, role: 'member', membershipId: membershipId! });
	const plotId = canal.plots.get(String(index + 2));
	const from = stage.day(-13 + index);
	await stage.send(steward, 'plots.give', { plotId, membershipIds: [membershipId], from });
}
