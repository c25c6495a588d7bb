import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { restoreBackup, RestoreError } from '#lib/backup/restore.server.ts';
import { writeBackup } from '#lib/backup/write.server.ts';
import { openDatabase, type Database } from '#lib/db/database.server.ts';
import { readSettings } from '#lib/settings.server.ts';
import { Failure, progressLine, say } from '../say.ts';

/** `plotluck backup FILE` and `plotluck restore FILE`: one file for everything, the same on both engines. */
export function addBackupVerbs(program: Command): void {
	program
		.command('backup')
		.argument('<file>', 'the file to write, for example plotluck-2026-08-18.backup')
		.option('--replace', 'write over a file that is there')
		.description('write everything, photos included, into one file')
		.action(backup);
	program
		.command('restore')
		.argument('<file>', 'a file written by backup')
		.description('put a backup back into an empty database, of either engine')
		.action(restore);
}

async function backup(file: string, { replace }: { replace?: boolean }): Promise<void> {
	if (existsSync(file) && !replace)
		throw new Failure(`${file} is there already. Choose another name, or say --replace.`);
	const progress = progressLine();
	const rows = await withDatabase((database) =>
		writeBackup(database, file, new Date(), (table, count) => progress.show(`${count} rows … ${table}`))
	);
	progress.end();
	say(`${rows} rows are in ${file}. Keep it safe: it holds everything, also names and addresses.`);
}

async function restore(file: string): Promise<void> {
	if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
	const rows = await withDatabase(async (database) => {
		try {
			return await restoreBackup(database, file);
		} catch (error) {
			throw error instanceof RestoreError ? new Failure(error.message) : error;
		}
	});
	say(`${rows} rows were put back. Start Plotluck, and everything is as it was.`);
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
	const database = await openDatabase(readSettings(process.env));
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}
