import { sql } from 'kysely';
import type { PersonPart } from '#lib/auth/person-part.ts';
import '#features/gardens/tables.ts';
import './tables.ts';

/**
 * What a person gave and claimed. Who leaves gives their shares back to the board and takes off it what nobody
 * has claimed; a lot that somebody comes for stays until its pick-up time is over.
 */
export const harvestPart: PersonPart = {
	name: 'harvest',
	async collect(db, personId) {
		const gave = await db
			.selectFrom('lot')
			.innerJoin('garden', 'garden.id', 'lot.garden_id')
			.select(['garden.name as garden', 'title', 'quantity', 'unit', 'notes', 'lot.created_at as postedAt'])
			.select([sql<Date>`lower(pick_up)`.as('from'), sql<Date>`upper(pick_up)`.as('until')])
			.where('giver_id', '=', personId)
			.orderBy('lot.created_at')
			.execute();
		const claimed = await db
			.selectFrom('claim')
			.innerJoin('lot', 'lot.id', 'claim.lot_id')
			.innerJoin('garden', 'garden.id', 'lot.garden_id')
			.select(['garden.name as garden', 'lot.title', 'claim.quantity', 'lot.unit', 'claim.state'])
			.select(['claim.note', 'claim.created_at as claimedAt'])
			.where('claim.person_id', '=', personId)
			.orderBy('claim.created_at')
			.execute();
		return { gave, claimed };
	},
	async leave(tx, { gardenId, personId }, now) {
		await sql`
			with given_back as (
				update claim set state = 'cancelled', updated_at = ${now}
				where garden_id = ${gardenId} and person_id = ${personId} and state = 'reserved'
				returning id
			)
			insert into claim_event (id, claim_id, at, by_person_id, to_state)
			select gen_random_uuid(), id, ${now}, ${personId}, 'cancelled' from given_back`.execute(tx);
		await sql`
			update lot set withdrawn_at = ${now}
			where garden_id = ${gardenId} and giver_id = ${personId} and withdrawn_at is null and claimed = 0
				and upper(pick_up) > ${now}`.execute(tx);
	},
	async erase(tx, personId) {
		await tx
			.updateTable('claim')
			.set({ note: '' })
			.where('person_id', '=', personId)
			.where('note', '<>', '')
			.execute();
	}
};
