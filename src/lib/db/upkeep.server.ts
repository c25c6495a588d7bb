import type { PGlite } from '@electric-sql/pglite';

const EVERY_MS = 60_000;
/** How much of the log a start after a crash may have to read again (about a tenth of a second). */
const MAX_LOG_BYTES = 16 * 1024 * 1024;

/**
 * Does now and then what a PostgreSQL server's background processes do, for the embedded one has none: a
 * checkpoint when the log has grown (it is never shortened otherwise), and VACUUM with ANALYZE for tables
 * that changed much. Returns a function that stops it.
 */
export function startUpkeep(pglite: PGlite): () => void {
	let busy = false;
	const timer = setInterval(async () => {
		if (busy) return;
		busy = true;
		try {
			await tend(pglite);
		} catch (error) {
			if (pglite.ready) process.emitWarning(error as Error);
		} finally {
			busy = false;
		}
	}, EVERY_MS);
	timer.unref();
	return () => clearInterval(timer);
}

/** One round of upkeep. Each statement waits for running transactions, and lets others run in between. */
export async function tend(pglite: PGlite, maxLogBytes = MAX_LOG_BYTES): Promise<void> {
	// The embedded one counts a table's changes only when told to.
	const log = await pglite.query<{ bytes: string }>(
		`select pg_current_wal_insert_lsn() - redo_lsn as bytes, pg_stat_force_next_flush()
		from pg_control_checkpoint()`
	);
	if (Number(log.rows[0]?.bytes) > maxLogBytes) await pglite.exec('checkpoint');
	const changed = await pglite.query<{ name: string }>(CHANGED_TABLES);
	for (const { name } of changed.rows) await pglite.exec(`vacuum (analyze) ${name}`);
}

/** PostgreSQL's own thresholds (autovacuum_vacuum_*, autovacuum_analyze_*). */
const CHANGED_TABLES = `
	select format('%I.%I', s.schemaname, s.relname) as name
	from pg_stat_all_tables s join pg_class c on c.oid = s.relid
	where c.relkind = 'r' and c.relpersistence = 'p'
		and (s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
			or s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0))`;
