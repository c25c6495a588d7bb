import type { TestProject } from 'vitest/node';
import { openDatabase } from '#lib/db/database.server.ts';
import { migrateToLatest } from '#lib/db/migrate.server.ts';
import { onServer, withDatabase } from './server-sql.ts';
import { startPostgres } from './postgres.mjs';

/**
 * Once for a run on PostgreSQL: a server (the one of `npm test`, or a new one), and on it one migrated
 * database that each test file then copies. Answers what takes both away again.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const server = await startPostgres();
	const template = `plotluck_test_${process.pid}_${Date.now().toString(36)}`;
	try {
		await onServer(server.url, `create database ${template}`);
		const database = await openDatabase({ databaseUrl: withDatabase(server.url, template), dataDir: '' });
		await migrateToLatest(database).finally(() => database.close());
	} catch (error) {
		await server.stop();
		throw error;
	}
	project.provide('postgres', { url: server.url, template });
	return async () => {
		await onServer(server.url, `drop database if exists ${template} with (force)`);
		await server.stop();
	};
}
