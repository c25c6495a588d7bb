import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup, RestoreError } from '#lib/backup/restore.server.ts';
import { writeBackup } from '#lib/backup/write.server.ts';
import { Failure, type Operator, type Run } from '../operator.ts';

/** `plotluck backup FILE` and `plotluck restore FILE`: one file for everything, the same on both engines. */
export function addBackupVerbs(program: Command, run: Run): void {
	program
		.command('backup')
		.argument('<file>', 'the file to write, for example plotluck-2026-08-18.backup')
		.option('--replace', 'write over a file that is there')
		.description('write everything, photos included, into one file')
		.action((file: string, options: { replace?: boolean }) =>
			run((operator) => backup(operator, file, options))
		);
	program
		.command('restore')
		.argument('<file>', 'a file written by backup')
		.description('put a backup back into an empty database, of either engine')
		.action((file: string) => run((operator) => restore(operator, file)));
}

async function backup(operator: Operator, file: string, { replace }: { replace?: boolean }): Promise<void> {
	const { say, progress, gone } = operator;
	const path = operator.path(file);
	if (existsSync(path) && !replace)
		throw new Failure(`${file} is there already. Choose another name, or say --replace.`);
	if (!existsSync(dirname(path))) throw new Failure(`There is no folder ${dirname(file)}.`);
	const show = (table: string, count: number) => progress(`${count} rows … ${table}`);
	try {
		const rows = await operator.withDatabase((database) =>
			writeBackup(database, path, new Date(), show, gone)
		);
		progress(null);
		say(`${rows} rows are in ${file}. Keep it safe: it holds everything, also names and addresses.`);
	} catch (error) {
		progress(null);
		throw whyNotWritten(error, operator, file);
	}
}

/** A sentence for what a disk or a user's rights may refuse; all else is passed on. */
function whyNotWritten(error: unknown, { gone, inServer }: Operator, file: string): unknown {
	if (gone.aborted) return new Failure(`Stopped: ${file} was not written.`);
	const { code, syscall } = error as NodeJS.ErrnoException;
	if (!syscall) return error;
	const mend = inServer ? ' It is the running server that writes it: name a folder where it may.' : '';
	return new Failure(`${file} can't be written (${code}).${mend}`);
}

async function restore({ inServer, say, path, withDatabase }: Operator, file: string): Promise<void> {
	if (!existsSync(path(file))) throw new Failure(`There is no file ${file}.`);
	if (inServer)
		throw new Failure(
			'Plotluck is running on this data folder. Stop it first: a backup is put back into a database that nobody else is writing to.'
		);
	const rows = await withDatabase(async (database) => {
		try {
			return await restoreBackup(database, file);
		} catch (error) {
			throw error instanceof RestoreError ? new Failure(error.message) : error;
		}
	});
	say(`${rows} rows were put back. Start Plotluck, and everything is as it was.`);
}
