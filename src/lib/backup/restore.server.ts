import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { migrateTo, migrateToLatest } from '#lib/db/migrate.server.ts';
import { FORMAT, type BackupHeader } from './format.ts';
import { migrationsDone } from './tables.server.ts';

const BATCH_BYTES = 2_000_000;

/** Why a backup can't be put back, as a sentence for the command line. */
export class RestoreError extends Error {}

/**
 * Puts a backup back into an empty database, all or nothing, and brings it to the newest version.
 * Refuses a file that is no backup, is cut off, or comes from a newer Plotluck, and a database with people in it.
 * Answers the number of rows.
 */
export async function restoreBackup(database: Database, file: string): Promise<number> {
	const lines = readLines(file);
	try {
		const header = readHeader((await lines.next()).value);
		await makeReady(database, header);
		const rows = await database.db.transaction().execute((tx) => load(tx, lines));
		await migrateToLatest(database);
		return rows;
	} catch (error) {
		throw isDamage(error) ? new RestoreError(`${file} is damaged or cut off. Nothing was restored.`) : error;
	}
}

async function* readLines(file: string): AsyncGenerator<string, undefined> {
	const gunzip = createGunzip();
	const source = createReadStream(file);
	source.on('error', (error) => gunzip.destroy(error));
	yield* createInterface({ input: source.pipe(gunzip), crlfDelay: Infinity });
	return undefined;
}

function readHeader(line: string | undefined): BackupHeader {
	let header: Partial<BackupHeader> | undefined;
	try {
		header = JSON.parse(line ?? '');
	} catch {
		header = undefined;
	}
	if (header?.format !== FORMAT || !Array.isArray(header.migrations))
		throw new RestoreError('This file is not a backup of Plotluck.');
	return header as BackupHeader;
}

async function makeReady(database: Database, { migrations }: BackupHeader): Promise<void> {
	const newest = migrations.at(-1) ?? '';
	const done = await migrationsDone(database.db);
	if (done.length === 0) await migrateTo(database, newest);
	else if (done.at(-1) !== newest)
		throw new RestoreError('The backup is of another version. Restore it into a new, empty database.');
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from person`.execute(database.db);
	if (rows[0]!.n > 0) throw new RestoreError('There is data in this database. Restore into an empty one.');
}

async function load(tx: Tx, lines: AsyncGenerator<string, undefined>): Promise<number> {
	await sql`delete from installation`.execute(tx);
	let count = 0;
	let ended: number | undefined;
	let batch: { table: string; rows: string[]; bytes: number } | undefined;
	for await (const line of lines) {
		if (line.startsWith('{')) {
			ended = JSON.parse(line).end;
			break;
		}
		const { table, row } = splitLine(line);
		if (batch && (batch.table !== table || batch.bytes > BATCH_BYTES)) {
			await insert(tx, batch.table, batch.rows);
			batch = undefined;
		}
		batch ??= { table, rows: [], bytes: 0 };
		batch.rows.push(row);
		batch.bytes += row.length;
		count += 1;
	}
	if (ended !== count)
		throw new RestoreError('The backup is cut off: its last rows are missing. Nothing was restored.');
	if (batch) await insert(tx, batch.table, batch.rows);
	return count;
}

function splitLine(line: string): { table: string; row: string } {
	const end = line.indexOf(']') + 1;
	const [table] = JSON.parse(line.slice(0, end)) as [string];
	return { table, row: line.slice(end) };
}

async function insert(tx: Tx, table: string, rows: string[]): Promise<void> {
	const all = `[${rows.join(',')}]`;
	const name = sql.id(table);
	// The sum of a lot's claims is kept by a trigger: it counts up again as the claims come in.
	const reset = table === 'lot' ? sql` || '{"claimed": 0}'::jsonb` : sql``;
	await sql`
		insert into ${name} select (jsonb_populate_record(null::${name}, r${reset})).*
		from jsonb_array_elements(${all}::jsonb) r`.execute(tx);
}

function isDamage(error: unknown): boolean {
	const code = (error as { code?: string }).code ?? '';
	return code.startsWith('Z_') || error instanceof SyntaxError;
}
