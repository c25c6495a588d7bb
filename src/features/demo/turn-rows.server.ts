import { sql } from 'kysely';
import type { Duty, TurnState } from '#features/rota/tables.ts';
import type { Day } from '#lib/time/day.ts';
import type { Player, Stage } from './stage.server.ts';
import '#features/rota/tables.ts';

/** A turn of the demo as its acts need it. */
export interface DemoTurn {
	id: string;
	slotId: string;
	rota: string;
	duty: Duty;
	state: TurnState;
	start: Date;
	end: Date;
	holder: Player;
}

/** The turns of one of Elm Street's days that are somebody's, in order of time and seat. */
export async function turnsOn(stage: Stage, day: Day): Promise<DemoTurn[]> {
	const { elm, tx } = stage;
	const rows = await tx
		.selectFrom('turn')
		.innerJoin('slot', 'slot.id', 'turn.slot_id')
		.innerJoin('rota', 'rota.id', 'slot.rota_id')
		.select(['turn.id', 'turn.slot_id as slotId', 'rota.name as rota', 'rota.duty', 'turn.state'])
		.select(['turn.membership_id'])
		.select([sql<Date>`lower(turn.during)`.as('start'), sql<Date>`upper(turn.during)`.as('end')])
		.where('turn.garden_id', '=', elm.gardenId)
		.where('slot.day', '=', day)
		.where('turn.state', 'in', ['planned', 'confirmed', 'looking'])
		.orderBy('turn.during')
		.orderBy('rota.name')
		.orderBy('turn.seat')
		.execute();
	const byMembership = new Map([...elm.players.values()].map((player) => [player.membershipId, player]));
	return rows.map(({ membership_id, ...row }) => ({ ...row, holder: byMembership.get(membership_id)! }));
}
