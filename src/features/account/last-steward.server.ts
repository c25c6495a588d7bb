import { sql } from 'kysely';
import { Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';

/**
 * Refuses where a garden would be left without a steward who looks after its people. Holds the gardens that the person runs, so that of
 * two stewards who leave at once the second sees that the first has gone.
 */
export async function requireNotLastSteward(tx: Tx, personId: string): Promise<void> {
	const run = await tx
		.selectFrom('garden')
		.innerJoin('membership', 'membership.garden_id', 'garden.id')
		.select(['garden.id', 'garden.name'])
		.where('person_id', '=', personId)
		.where('role', '=', 'steward')
		.where('left_at', 'is', null)
		.where('closed_at', 'is', null)
		.orderBy('garden.id')
		.forUpdate('garden')
		.execute();
	if (run.length === 0) return;
	const others = await tx
		.selectFrom('membership')
		.innerJoin('membership_area', 'membership_area.membership_id', 'membership.id')
		.select('garden_id')
		.distinct()
		.where('garden_id', '=', sql<string>`any(${sql.val(run.map(({ id }) => id))}::uuid[])`)
		.where('person_id', '<>', personId)
		.where('role', '=', 'steward')
		.where('area', '=', 'people')
		.where('left_at', 'is', null)
		.execute();
	const covered = new Set(others.map(({ garden_id }) => garden_id));
	const alone = run.find(({ id }) => !covered.has(id));
	if (alone)
		throw new Refused({ code: 'conflict', key: 'account_last_steward', params: { garden: alone.name } });
}
