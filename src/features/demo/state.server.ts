import { sql } from 'kysely';
import { installationState } from '#features/account/installation.server.ts';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { addDays, dayOf, type Day } from '#lib/time/day.ts';
import { PERSONA_IDS, type Persona } from './personas.ts';
import { ZONE } from './stage.server.ts';
import { FOUNDED } from './times.ts';
import '#features/gardens/tables.ts';
import '#features/members/tables.ts';
import '#lib/auth/tables.ts';

/** What there is of the demo on this installation. */
export interface DemoState {
	/** A garden that people run here: then the demo is closed to visitors. */
	hasOwnGarden: boolean;
	/** The day for which the demo was built; null where there is none. */
	builtFor: Day | null;
	/** True where visitors can be all of its people: nobody has closed its garden or taken them out. */
	usable: boolean;
	/** When somebody last came into it; null where nobody is in. */
	lastVisit: Date | null;
}

/** Two statements. */
export async function demoState(db: Db | Tx): Promise<DemoState> {
	const { hasOwnGarden } = await installationState(db);
	const { rows } = await sql<{ founded: Date | null; lastVisit: Date | null; personas: number }>`
		select
			(select min(created_at) from garden where demo) as founded,
			(select max(session.created_at) from session join person on person.id = person_id where demo) as "lastVisit",
			(${personas(db).select(({ fn }) => fn.countAll().as('count'))})::int as personas`.execute(db);
	const { founded, lastVisit, personas: there } = rows[0]!;
	const builtFor = founded && addDays(dayOf(founded, ZONE), -FOUNDED);
	return { hasOwnGarden, builtFor, usable: there === Object.keys(PERSONA_IDS).length, lastVisit };
}

/** Whom a visitor becomes, and where; undefined where there is no demo, or somebody has taken that person out of it. */
export function personaOf(
	db: Db | Tx,
	persona: Persona
): Promise<{ personId: string; slug: string } | undefined> {
	return personas(db)
		.select(['membership.person_id as personId', 'garden.slug'])
		.where('membership.id', '=', PERSONA_IDS[persona])
		.executeTakeFirst();
}

function personas(db: Db | Tx) {
	return db
		.selectFrom('membership')
		.innerJoin('garden', 'garden.id', 'membership.garden_id')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.where('membership.id', 'in', Object.values(PERSONA_IDS))
		.where('membership.left_at', 'is', null)
		.where('garden.closed_at', 'is', null)
		.where('garden.demo', '=', true)
		.where('person.erased_at', 'is', null);
}
