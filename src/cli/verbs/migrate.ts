import type { Command } from 'commander';
import { openDatabase } from '#lib/db/database.server.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import { readSettings } from '#lib/settings.server.ts';
import { say } from '../say.ts';

/** `plotluck migrate`: what each start does anyway, for those who want to do it beforehand. */
export function addMigrateVerb(program: Command): void {
	program
		.command('migrate')
		.description('bring the database to the newest version (each start does this too)')
		.action(async () => {
			const database = await openDatabase(readSettings(process.env));
			try {
				const done = await migrateToLatest(database);
				say(done.length ? `Done: ${done.join(', ')}.` : 'The database is up to date.');
			} finally {
				await database.close();
			}
		});
}
