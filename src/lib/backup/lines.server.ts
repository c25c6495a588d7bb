import { sql } from 'kysely';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { FORMAT, type BackupHeader } from './format.ts';
import { migrationsDone, tablesInOrder } from './tables.server.ts';

const PAGE = 500;
/** A photo has up to a quarter of a megabyte in each of its sizes, and twice that as text. */
const PHOTO_PAGE = 4;
/** Rows of this table are made and removed, never changed, and no other table refers to them. */
const PHOTOS = 'photo_size';

/** Told now and then: the table being read, and the rows so far. */
export type Progress = (table: string, rows: number) => void;

/** Rows that were there at the backup's moment have been removed before they were read. */
export class RowsGone extends Error {}

interface PhotoKey {
	photo_id: string;
	width: number;
}

/** The lines of one backup: first `ofMoment`, to its end, then `after`. */
export class BackupLines {
	/** Rows so far. */
	count = 0;
	readonly #now: Date;
	readonly #progress: Progress;
	readonly #photosAfter: boolean;
	#photos: PhotoKey[] = [];

	/** With `photosAfter`, photos are only listed in the backup's moment, and read after it. */
	constructor(now: Date, progress: Progress, photosAfter: boolean) {
		this.#now = now;
		this.#progress = progress;
		this.#photosAfter = photosAfter;
	}

	/** What is to be read in one moment: within a transaction that sees one. */
	async *ofMoment(tx: Tx): AsyncGenerator<string> {
		const migrations = await migrationsDone(tx);
		const header: BackupHeader = { format: FORMAT, at: this.#now.toISOString(), migrations };
		yield `${JSON.stringify(header)}\n`;
		for (const table of await tablesInOrder(tx)) {
			if (table === PHOTOS && this.#photosAfter) this.#photos = await photoKeys(tx);
			else yield* this.#lines(table, rowsOf(tx, table));
		}
	}

	/** The rest; others come to their turn between its statements. Throws RowsGone. */
	async *after(db: Db): AsyncGenerator<string> {
		yield* this.#lines(PHOTOS, photosOf(db, this.#photos));
		this.#progress('', this.count);
		yield `${JSON.stringify({ end: this.count })}\n`;
	}

	async *#lines(table: string, rows: AsyncIterable<string>): AsyncGenerator<string> {
		for await (const row of rows) {
			yield `${JSON.stringify([table])}${row}\n`;
			this.count += 1;
			if (this.count % PAGE === 0) this.#progress(table, this.count);
		}
	}
}

async function photoKeys(tx: Tx): Promise<PhotoKey[]> {
	const { rows } = await sql<PhotoKey>`
		select photo_id, width from ${sql.id(PHOTOS)} order by photo_id, width`.execute(tx);
	return rows;
}

async function* photosOf(db: Db, keys: readonly PhotoKey[]): AsyncGenerator<string> {
	for (let at = 0; at < keys.length; at += PHOTO_PAGE) {
		const page = keys.slice(at, at + PHOTO_PAGE);
		// Named one by one, so that each is found by the index: a join with a list of unknown length reads all photos.
		const named = page.map(({ photo_id, width }) => sql`(${photo_id}::uuid, ${width}::int)`);
		const { rows } = await sql<{ row: string }>`
			select to_jsonb(t)::text as row from ${sql.id(PHOTOS)} t
			where (photo_id, width) in (${sql.join(named)})`.execute(db);
		if (rows.length < page.length) throw new RowsGone();
		for (const { row } of rows) yield row;
	}
}

/** Pages by a cursor: a large table does not fit into memory. */
async function* rowsOf(tx: Tx, table: string): AsyncGenerator<string> {
	const cursor = sql.id('backup_cursor');
	const page = sql.lit(table === PHOTOS ? PHOTO_PAGE : PAGE);
	await sql`declare ${cursor} no scroll cursor for select to_jsonb(t)::text as row from ${sql.id(table)} t`.execute(
		tx
	);
	for (;;) {
		const { rows } = await sql<{ row: string }>`fetch ${page} from ${cursor}`.execute(tx);
		for (const { row } of rows) yield row;
		if (rows.length === 0) break;
	}
	await sql`close ${cursor}`.execute(tx);
}
