import { sql } from 'kysely';
import type { Actor, CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused, unauthenticated } from '#lib/command/refusal.ts';
import type { Db, Tx } from '#lib/db/database.server.ts';
import '#features/gardens/tables.ts';
import { gardens, runs, type Standing } from './rules.ts';
import type { Area } from './tables.ts';

/** Somebody's place in an open garden now; null for strangers and for those who left. One statement. */
export async function standingOf(
	db: Db | Tx,
	gardenId: string,
	personId: string | null
): Promise<Standing | null> {
	if (!personId) return null;
	const row = await db
		.selectFrom('membership')
		.innerJoin('garden', 'garden.id', 'membership.garden_id')
		.select(['membership.id', 'garden_id', 'person_id', 'role', areasOf()])
		.where('garden_id', '=', gardenId)
		.where('person_id', '=', personId)
		.where('left_at', 'is', null)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	return row ? toStanding(row) : null;
}

/** The areas of the membership in the surrounding query, as text[]. */
export function areasOf() {
	return sql<Area[]>`array(
		select area from membership_area where membership_area.membership_id = membership.id order by area
	)`.as('areas');
}

function toStanding(row: {
	id: string;
	garden_id: string;
	person_id: string;
	role: Standing['role'];
	areas: Area[];
}): Standing {
	const { id, garden_id, person_id, role, areas } = row;
	return { membershipId: id, gardenId: garden_id, personId: person_id, role, areas };
}

type Asker = Pick<CommandContext, 'tx' | 'actor'>;

/** Guard: the sender's place in the garden, of any role. 404 for everybody else, 401 for visitors. */
export async function requireStanding({ tx, actor }: Asker, gardenId: string): Promise<Standing> {
	requirePerson(actor);
	const standing = await standingOf(tx, gardenId, actor.personId);
	if (!standing) throw notFound();
	return standing;
}

/** Guard: a steward or member of the garden. To a neighbour, the inside of a garden does not exist (404). */
export async function requireGardener(asker: Asker, gardenId: string): Promise<Standing> {
	const standing = await requireStanding(asker, gardenId);
	if (!gardens(standing)) throw notFound();
	return standing;
}

/**
 * Guard: a steward who runs the area. Strangers get 404; members, who know the garden, are told (403)
 * whose task it is. The operator at the command line may do all: then the answer is null.
 */
export async function requireArea(asker: Asker, gardenId: string, area: Area): Promise<Standing | null> {
	if (asker.actor.via === 'cli') return null;
	const standing = await requireStanding(asker, gardenId);
	if (!runs(standing, area)) throw new Refused({ code: 'forbidden', key: 'error_stewards_only' });
	return standing;
}

/** Guard: somebody is signed in; answers the person's id. */
export function requirePerson(actor: Actor): string {
	if (!actor.personId) throw unauthenticated();
	return actor.personId;
}
