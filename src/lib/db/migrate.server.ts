import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { migrations } from '#migrations/index.ts';
import { statements } from '#migrations/statements.ts';
import type { Database } from './database.server.ts';

/**
 * Brings the database to the newest version, under Kysely's advisory lock: instances that start together
 * wait for the first. Returns the names of the migrations it ran; throws the first error, with its name.
 */
export async function migrateToLatest({ db }: Pick<Database, 'db'>): Promise<string[]> {
	const migrator = new Migrator({ db, provider: { getMigrations: async () => byName() } });
	const { error, results = [] } = await migrator.migrateToLatest();
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
