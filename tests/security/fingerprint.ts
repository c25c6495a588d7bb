import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';

/** Counters of tries are meant to remember what was refused. */
const MAY_CHANGE = new Set(['tries']);

/** What every table holds, as one hash each: equal before and after means that no row came, went or changed. */
export async function fingerprint(db: Db): Promise<Record<string, string>> {
	const { rows: tables } = await sql<{ name: string }>`
		select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
	const parts = tables
		.filter(({ name }) => !MAY_CHANGE.has(name))
		.map(
			({ name }) => sql`
				select ${name}::text as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
					as hash
				from ${sql.table(name)} t`
		);
	const { rows } = await sql<{ name: string; hash: string }>`${sql.join(parts, sql` union all `)}`.execute(
		db
	);
	return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
