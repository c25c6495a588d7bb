import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { rowParser } from './row-parsers.server.ts';
import type { Tables } from './tables.ts';

/** Kysely over the whole schema, or over one transaction of it. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** An open database of either engine. `close` waits for running statements. */
export interface Database {
	db: Db;
	engine: 'pglite' | 'postgres';
	pglite?: PGlite;
	pool?: pg.Pool;
	close(): Promise<void>;
}

/**
 * Opens PostgreSQL at `databaseUrl`, or else the embedded database under `dataDir`.
 * Refuses (throws) with a sentence where the folder is in use by another process.
 */
export async function openDatabase(settings: { databaseUrl?: string; dataDir: string }): Promise<Database> {
	if (settings.databaseUrl) return openPostgres(settings.databaseUrl);
	const { openEmbedded } = await import('./embedded.server.ts');
	return wrapPglite(await openEmbedded(settings.dataDir));
}

/** A Database over an open PGlite; closing it closes the PGlite too. */
export function wrapPglite(pglite: PGlite): Database {
	const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
	return {
		db,
		engine: 'pglite',
		pglite,
		async close() {
			await db.destroy();
			// Kysely leaves it open where no query was ever asked.
			if (!pglite.closed) await pglite.close();
		}
	};
}

/** A Database over a pool of connections to a PostgreSQL server. */
export function openPostgres(databaseUrl: string, max = 10): Database {
	const pool = new pg.Pool({ connectionString: databaseUrl, max, types: { getTypeParser: rowParser } });
	// An idle connection that breaks is replaced by the pool at its next use; without a listener it would end the process.
	pool.on('error', () => {});
	const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
	return { db, engine: 'postgres', pool, close: () => db.destroy() };
}
