import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type { Database } from '#lib/db/database.server.ts';
import { BackupLines, RowsGone, type Progress } from './lines.server.ts';

type Source = Pick<Database, 'db' | 'engine'>;

/**
 * Writes everything into one file (gzip of JSON lines; the same for both engines, photos included), as of
 * one moment. The file appears under its name only when it is whole and on the disk. Queued jobs are not in
 * it. Once `stop` is aborted it throws, and leaves no half file behind. Answers the number of rows.
 *
 * The embedded database has one connection, and all others wait while the moment is held: photos, which are most of
 * the bytes and never change, are read after it, a few at a time.
 */
export async function writeBackup(
	database: Source,
	file: string,
	now: Date,
	progress: Progress = () => {},
	stop?: AbortSignal
): Promise<number> {
	stop?.throwIfAborted();
	const unfinished = `${file}.unfinished`;
	const write = (photosAfter: boolean) =>
		writeLines(database, new BackupLines(now, progress, photosAfter), unfinished, stop);
	try {
		const rows = await write(database.engine === 'pglite').catch((error: unknown) => {
			// A photo was removed after the moment and before it was read: once more, with all held still.
			if (error instanceof RowsGone) return write(false);
			throw error;
		});
		await syncFile(unfinished);
		await rename(unfinished, file);
		return rows;
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

async function writeLines(
	{ db }: Source,
	lines: BackupLines,
	unfinished: string,
	signal?: AbortSignal
): Promise<number> {
	// Open before anything is held up for it: who may not write here learns so at once.
	const target = (await open(unfinished, 'w', 0o600)).createWriteStream();
	const gzip = createGzip();
	const written = pipeline(gzip, target, { signal });
	const filled = db
		.transaction()
		.setIsolationLevel('repeatable read')
		.execute((tx) => put(lines.ofMoment(tx), gzip, { end: false, signal }))
		.then(() => put(lines.after(db), gzip, { end: true, signal }))
		.catch((error) => {
			gzip.destroy(error);
			throw error;
		});
	// Both have ended before anybody removes the file or closes the database.
	const [toDisk, fromDatabase] = await Promise.allSettled([written, filled]);
	if (toDisk.status === 'rejected') throw toDisk.reason;
	if (fromDatabase.status === 'rejected') throw fromDatabase.reason;
	return lines.count;
}

function put(lines: AsyncIterable<string>, gzip: Gzip, options: { end: boolean; signal?: AbortSignal }) {
	return pipeline(Readable.from(lines), gzip, options);
}

async function syncFile(file: string): Promise<void> {
	const handle = await open(file, 'r+');
	await handle.sync();
	await handle.close();
}
