import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/db/database.server.ts';

/** What people of the demo may have touched in gardens that are none: it stays, without them. */
const UNNAMED: RawBuilder<unknown>[] = [
	sql`update activity set actor_id = null where actor_id in (select id from person where demo)`,
	sql`update activity set for_person_id = null where for_person_id in (select id from person where demo)`,
	sql`update membership_area set granted_by = null where granted_by in (select id from person where demo)`,
	sql`update invitation set created_by = null where created_by in (select id from person where demo)`,
	sql`update turn_event set by_person_id = null where by_person_id in (select id from person where demo)`,
	sql`update claim_event set by_person_id = null where by_person_id in (select id from person where demo)`,
	sql`update defect set mended_by = null where mended_by in (select id from person where demo)`,
	sql`update defect_event set by_person_id = null where by_person_id in (select id from person where demo)`,
	sql`update person set created_by = null where not demo and created_by in (select id from person where demo)`
];

/** Their own things there go with them. */
const THEIRS: RawBuilder<unknown>[] = [
	sql`delete from lot where giver_id in (select id from person where demo)`,
	sql`delete from defect where reporter_id in (select id from person where demo)`,
	sql`delete from photo where added_by in (select id from person where demo)`
];

/**
 * Takes away the demo's gardens with all that is in them, its people, their sessions, and the log's rows that are
 * theirs alone. Nothing of other gardens goes but what demo people themselves put there.
 */
export async function clearDemo(tx: Tx): Promise<{ gardens: number; people: number }> {
	const gardens = await tx.deleteFrom('garden').where('demo', '=', true).executeTakeFirst();
	await sql`
		delete from activity where garden_id is null and (
			actor_id in (select id from person where demo)
			or for_person_id in (select id from person where demo)
			or subject_id in (select id from person where demo)
		)`.execute(tx);
	for (const statement of [...UNNAMED, ...THEIRS]) await statement.execute(tx);
	const people = await tx.deleteFrom('person').where('demo', '=', true).executeTakeFirst();
	return { gardens: Number(gardens.numDeletedRows), people: Number(people.numDeletedRows) };
}
