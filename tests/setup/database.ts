import { readFile } from 'node:fs/promises';
import { afterAll, inject } from 'vitest';
import { openDatabase, wrapPglite, type Database } from '#lib/db/database.server.ts';
import { openMemory } from '#lib/db/embedded.server.ts';
import { onServer, withDatabase } from './server-sql.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** PostgreSQL: the server's URL and the migrated database to copy. */
		postgres: { url: string; template: string };
		/** PGlite: the file that holds the dump of a migrated database. */
		pgliteDump: string;
	}
}

/** The engine that this run of the file is on. */
export const engine = process.env.PLOTLUCK_TEST_ENGINE === 'postgres' ? 'postgres' : 'pglite';

let count = 0;
let opened: Promise<Database> | undefined;

/**
 * A freshly migrated, empty database for this test file alone, on the engine of the run; the same one at each
 * call in a file. It is closed and removed after the file's last test. Call it at the top of the file:
 * `const database = await testDatabase();`
 */
export function testDatabase(): Promise<Database> {
	return (opened ??= anotherDatabase());
}

/** One more freshly migrated database, for tests that need two; removed like the first. */
export function anotherDatabase(): Promise<Database> {
	return engine === 'postgres' ? openCopy() : openDump();
}

/** PGlite: its own instance in memory, from the dump of a migrated one (a cold start with no migration to run). */
async function openDump(): Promise<Database> {
	const database = wrapPglite(await openMemory(new Blob([await readFile(inject('pgliteDump'))])));
	afterAll(() => database.close());
	return database;
}

/** PostgreSQL: a database copied from the migrated template, dropped at the end. */
async function openCopy(): Promise<Database> {
	const { url, template } = inject('postgres');
	const name = `${template}_${process.pid}_${(count += 1)}_${Date.now().toString(36)}`;
	await onServer(url, `create database ${name} template ${template}`);
	const database = await openDatabase({ databaseUrl: withDatabase(url, name), dataDir: '' });
	afterAll(async () => {
		await database.close();
		await onServer(url, `drop database if exists ${name} with (force)`);
	});
	return database;
}
