import { sql } from 'kysely';
import type { Db, Tx } from '#lib/db/database.server.ts';

/**
 * All tables of the house, each after those that it refers to, so that rows can be put back in this order.
 * Read from the database's own catalogue: a new room's tables are in the backup from its first day. Unlogged
 * tables hold what is only passing through, and are none of them.
 */
export async function tablesInOrder(db: Db | Tx): Promise<string[]> {
	const { rows } = await sql<{ name: string; needs: string[] }>`
		select t.relname as name,
			coalesce(array_agg(distinct p.relname::text) filter (where p.relname <> t.relname), '{}') as needs
		from pg_class t
		join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
		left join pg_constraint c on c.conrelid = t.oid and c.contype = 'f'
		left join pg_class p on p.oid = c.confrelid
		where t.relkind = 'r' and t.relpersistence = 'p' and t.relname not like 'kysely\\_%'
		group by t.relname order by t.relname`.execute(db);
	return sortByNeeds(new Map(rows.map(({ name, needs }) => [name, needs])));
}

function sortByNeeds(needs: ReadonlyMap<string, string[]>): string[] {
	const sorted = new Set<string>();
	const visit = (name: string) => {
		if (sorted.has(name)) return;
		for (const needed of needs.get(name) ?? []) visit(needed);
		sorted.add(name);
	};
	for (const name of needs.keys()) visit(name);
	return [...sorted];
}

/** The migrations that the database has seen, oldest first; none where it is new. */
export async function migrationsDone(db: Db | Tx): Promise<string[]> {
	const { rows: found } = await sql<{ there: boolean }>`
		select to_regclass('public.kysely_migration') is not null as there`.execute(db);
	if (!found[0]?.there) return [];
	const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
	return rows.map(({ name }) => name);
}
