import { sql } from 'kysely';
import { Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';

/**
 * Refuses where a garden would be left without a steward. Holds the gardens that the person runs, so that of
 * two stewards who leave at once the second sees that the first has gone.
 */
export async function requireNotLastSteward(tx: Tx, personId: string, gardenId?: string): Promise<void> {
	const run = await tx
		.selectFrom('garden')
		.innerJoin('membership', 'membership.garden_id', 'garden.id')
		.select(['garden.id', 'garden.name'])
		.where('person_id', '=', personId)
		.where('role', '=', 'steward')
		.where('left_at', 'is', null)
		.where('closed_at', 'is', null)
		.$if(gardenId !== undefined, (query) => query.where('garden.id', '=', gardenId!))
		.orderBy('garden.id')
		.forUpdate('garden')
		.execute();
	if (run.length === 0) return;
	const others = await tx
		.selectFrom('membership')
		.select('garden_id')
		.distinct()
		.where('garden_id', '=', sql<string>`any(${sql.val(run.map(({ id }) => id))}::uuid[])`)
		.where('person_id', '<>', personId)
		.where('role', '=', 'steward')
		.where('left_at', 'is', null)
		.execute();
	const covered = new Set(others.map(({ garden_id }) => garden_id));
	const alone = run.find(({ id }) => !covered.has(id));
	if (alone)
		throw new Refused({ code: 'conflict', key: 'account_last_steward', params: { garden: alone.name } });
}
