import { sql } from 'kysely';
import type { PersonPart } from '#lib/auth/person-part.ts';
import '#features/gardens/tables.ts';
import './tables.ts';

/** A person's turns. Who leaves is excused from those to come: their seats are open for others to take. */
export const rotaPart: PersonPart = {
	name: 'turns',
	async collect(db, personId) {
		return db
			.selectFrom('turn')
			.innerJoin('slot', 'slot.id', 'turn.slot_id')
			.innerJoin('rota', 'rota.id', 'slot.rota_id')
			.innerJoin('garden', 'garden.id', 'turn.garden_id')
			.select(['garden.name as garden', 'rota.name as rota', 'turn.state'])
			.select([sql<Date>`lower(turn.during)`.as('from'), sql<Date>`upper(turn.during)`.as('until')])
			.select([
				'looking_note as whyStandIn',
				'done_at as doneAt',
				'done_note as note',
				'done_photo_id as photo'
			])
			.where('turn.person_id', '=', personId)
			.orderBy(sql`lower(turn.during)`)
			.execute();
	},
	async leave(tx, { membershipId, personId }, now) {
		await sql`
			with held as (
				select id, state from turn
				where membership_id = ${membershipId} and upper(during) > ${now}
					and state in ('planned', 'confirmed', 'looking')
				for update
			), freed as (
				update turn set state = 'excused', looking_since = null, looking_note = '', updated_at = ${now}
				from held where turn.id = held.id returning turn.id, held.state as was
			)
			insert into turn_event (id, turn_id, at, by_person_id, from_state, to_state)
			select gen_random_uuid(), id, ${now}, ${personId}, was, 'excused' from freed`.execute(tx);
		await tx.deleteFrom('rota_member').where('membership_id', '=', membershipId).execute();
	},
	async erase(tx, personId) {
		await tx
			.updateTable('turn')
			.set({ looking_note: '' })
			.where('person_id', '=', personId)
			.where('looking_note', '<>', '')
			.execute();
	}
};
