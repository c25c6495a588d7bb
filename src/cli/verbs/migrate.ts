import type { Command } from 'commander';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import type { Operator, Run } from '../operator.ts';

/** `plotluck migrate`: what each start does anyway, for those who want to do it beforehand. */
export function addMigrateVerb(program: Command, run: Run): void {
	program
		.command('migrate')
		.description('bring the database to the newest version (each start does this too)')
		.action(() => run(migrate));
}

async function migrate({ inServer, say, withHouse, withDatabase }: Operator): Promise<void> {
	// A server brings its database up to date before it serves; one of an older version than ours is no house for us.
	if (inServer) return withHouse(async () => say('The database is up to date.'));
	const done = await withDatabase(migrateToLatest);
	say(done.length ? `Done: ${done.join(', ')}.` : 'The database is up to date.');
}
