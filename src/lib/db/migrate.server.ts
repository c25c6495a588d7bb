import { sql } from 'kysely';
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration';
import { migrations } from '#migrations/index.ts';
import { statements } from '#migrations/statements.ts';
import type { Database } from './database.server.ts';

/**
 * Brings the database to the newest version, under Kysely's advisory lock: instances that start together
 * wait for the first. Returns the names of the migrations it ran; throws the first error, with its name.
 */
export async function migrateToLatest(database: Pick<Database, 'db'>): Promise<string[]> {
	return finish(await migratorOf(database).migrateToLatest());
}

/** Brings a new database to the named migration: for backups of an older version. Refuses an unknown name. */
export async function migrateTo(database: Pick<Database, 'db'>, name: string): Promise<string[]> {
	if (!migrations.some((migration) => migration.name === name))
		throw new Error('The backup comes from a newer version of Plotluck. Update Plotluck first.');
	return finish(await migratorOf(database).migrateTo(name));
}

function migratorOf({ db }: Pick<Database, 'db'>): Migrator {
	return new Migrator({ db, provider: { getMigrations: async () => byName() } });
}

function finish({ error, results = [] }: MigrationResultSet): string[] {
	const failed = results.find((result) => result.status === 'Error');
	if (error) throw new Error(`Migration ${failed?.migrationName ?? ''} failed: ${error}`, { cause: error });
	return results.map((result) => result.migrationName);
}

function byName(): Record<string, Migration> {
	return Object.fromEntries(
		migrations.map(({ name, up }) => [
			name,
			{
				async up(db) {
					for (const statement of statements(up)) await sql.raw(statement).execute(db);
				}
			} satisfies Migration
		])
	);
}
