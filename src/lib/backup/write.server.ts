import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { FORMAT, type BackupHeader } from './format.ts';
import { migrationsDone, tablesInOrder } from './tables.server.ts';

const PAGE = 500;

/**
 * Writes everything into one file (gzip of JSON lines; the same for both engines, photos included), as of
 * one moment. The file appears under its name only when it is whole and on the disk. Queued jobs are not in
 * it. Once `stop` is aborted it throws, and leaves no half file behind. Answers the number of rows.
 */
export async function writeBackup(
	{ db }: Pick<Database, 'db'>,
	file: string,
	now: Date,
	progress: (table: string, rows: number) => void = () => {},
	stop?: AbortSignal
): Promise<number> {
	stop?.throwIfAborted();
	const unfinished = `${file}.unfinished`;
	let rows = 0;
	try {
		await db
			.transaction()
			.setIsolationLevel('repeatable read')
			.execute(async (tx) => {
				const lines = backupLines(tx, now, (table, count) => progress(table, (rows = count)));
				const target = createWriteStream(unfinished, { mode: 0o600 });
				await pipeline(Readable.from(lines), createGzip(), target, { signal: stop });
			});
		await syncFile(unfinished);
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
	return rows;
}

async function* backupLines(
	tx: Tx,
	now: Date,
	progress: (table: string, rows: number) => void
): AsyncGenerator<string> {
	const header: BackupHeader = {
		format: FORMAT,
		at: now.toISOString(),
		migrations: await migrationsDone(tx)
	};
	yield `${JSON.stringify(header)}\n`;
	let rows = 0;
	for (const table of await tablesInOrder(tx)) {
		for await (const row of rowsOf(tx, table)) {
			yield `${JSON.stringify([table])}${row}\n`;
			rows += 1;
			if (rows % PAGE === 0) progress(table, rows);
		}
	}
	progress('', rows);
	yield `${JSON.stringify({ end: rows })}\n`;
}

/** Pages by a cursor: a photo table does not fit into memory. */
async function* rowsOf(tx: Tx, table: string): AsyncGenerator<string> {
	const cursor = sql.id('backup_cursor');
	await sql`declare ${cursor} no scroll cursor for select to_jsonb(t)::text as row from ${sql.id(table)} t`.execute(
		tx
	);
	for (;;) {
		const { rows } = await sql<{
			row: string;
		}>`fetch ${sql.lit(table === 'photo_size' ? 20 : PAGE)} from ${cursor}`.execute(tx);
		for (const { row } of rows) yield row;
		if (rows.length === 0) break;
	}
	await sql`close ${cursor}`.execute(tx);
}

async function syncFile(file: string): Promise<void> {
	const handle = await open(file, 'r+');
	await handle.sync();
	await handle.close();
}
