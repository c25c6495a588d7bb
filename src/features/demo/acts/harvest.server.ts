import type { ClaimFate, DemoLot, Moment } from '../lots.ts';
import { OPEN } from '../lots.ts';
import { PAST_LOTS, WITHDRAWN } from '../lots-past.ts';
import { handOf, playerIn, type Player, type Scene, type Stage } from '../stage.server.ts';

const STEWARD = 'Pilar Montoya';

/** The board of Elm Street: what was given away, and what is there today. */
export function playHarvest(stage: Stage): void {
	for (const lot of [...PAST_LOTS, ...OPEN]) playLot(stage, stage.elm, lot, STEWARD);
	playLot(stage, stage.elm, WITHDRAWN, STEWARD, WITHDRAWN.reason);
}

/** Posts a lot and has it claimed and picked up. `withdrawn`: taken down a day later, and why. */
export function playLot(stage: Stage, scene: Scene, lot: DemoLot, steward: string, withdrawn?: string): void {
	const posted = at(stage, lot.posted);
	stage.at(posted, async () => {
		const lotId = await post(stage, scene, lot, steward);
		for (const [index, [who, quantity, fate, note]] of (lot.claims ?? []).entries()) {
			const later = (25 + index * 70 + stage.dice.between(0, 60)) * 60_000;
			stage.at(new Date(posted.getTime() + later), () =>
				claim(stage, scene, { lotId, lot, who, quantity, fate, note, steward })
			);
		}
		if (!withdrawn) return;
		stage.at(new Date(posted.getTime() + 20 * 3_600_000), async () => {
			await stage.send(playerIn(scene, lot.giver), 'harvest.withdraw', { lotId, reason: withdrawn });
		});
	});
}

function at(stage: Stage, [days, clock]: Moment): Date {
	return stage.time(days, clock);
}

async function post(stage: Stage, scene: Scene, lot: DemoLot, steward: string): Promise<string> {
	const { giver, crop, title, quantity, unit, whole, perPerson, audience, notes } = lot;
	const player = playerIn(scene, giver);
	const place = {
		placeKind: lot.at,
		placeNote: lot.placeNote,
		plotId: lot.plot && scene.plots.get(lot.plot)
	};
	const times = {
		from: lot.from && at(stage, lot.from).toISOString(),
		until: at(stage, lot.until).toISOString()
	};
	const input = { gardenId: scene.gardenId, crop, title, quantity, unit, whole, perPerson, audience, notes };
	const hand = handOf(scene, player, steward);
	const { lotId } = await stage.send(hand, 'harvest.post', {
		...input,
		...place,
		...times,
		...forWhom(hand, player)
	});
	return lotId!;
}

function forWhom(hand: Player, player: Player): { forPersonId?: string } {
	return hand === player ? {} : { forPersonId: player.personId };
}

interface Claim {
	lotId: string;
	lot: DemoLot;
	who: string;
	quantity: string;
	fate: ClaimFate;
	note?: string;
	steward: string;
}

async function claim(stage: Stage, scene: Scene, wish: Claim): Promise<void> {
	const { lotId, lot, who, quantity, fate, note, steward } = wish;
	const player = playerIn(scene, who);
	const hand = handOf(scene, player, steward);
	const input = { lotId, quantity, note, ...forWhom(hand, player) };
	const { claimId } = await stage.send(hand, 'harvest.claim', input);
	const giver = handOf(scene, playerIn(scene, lot.giver), steward);
	const hours = stage.dice.between(1, 3);
	const next = new Date(stage.now.getTime() + hours * 1_900_000);
	if (fate === 'picked_up') {
		const ticker = stage.dice.percent(50) ? giver : hand;
		stage.at(next, () => stage.send(ticker, 'harvest.pickedUp', { claimId }).then(() => {}));
	}
	if (fate === 'cancelled')
		stage.at(next, () => stage.send(hand, 'harvest.cancelClaim', { claimId }).then(() => {}));
	if (fate === 'not_collected') {
		const evening = new Date(at(stage, lot.until).getTime() + 1_800_000);
		stage.at(evening, () => stage.send(giver, 'harvest.release', { claimId }).then(() => {}));
	}
}
