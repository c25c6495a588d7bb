import fs from 'node:fs';
import path from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { DataDirUnusable, lockDataDir, type DirLock } from './dir-lock.server.ts';
import { DurableFS, syncFolder, syncTree } from './durable-fs.server.ts';
import { parsedOids, rowParser } from './row-parsers.server.ts';
import { startUpkeep } from './upkeep.server.ts';

const extensions = { btree_gist, pg_trgm, unaccent };

/** A garden's data fit in 16 MB of buffers; the default of 128 MB is held from the start and never given back. */
const SMALL = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'maintenance_work_mem=16MB'];

/** The defaults hold -F, which turns syncing off; a later setting wins. */
const DURABLE = [...SMALL, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];

/**
 * Opens the embedded database in `<dataDir>/db`, made on the first call, for this process alone: whatever it
 * has answered is on the disk. Refuses with DataDirInUse where another process has the folder, and with
 * DataDirUnusable where the folder cannot be written or the database in it does not start; each message is
 * a sentence for people. Where the disk fails later, it ends the process with exit code 74, for a commit may
 * be lost and must not be answered. `close()` writes everything out and gives the folder free.
 */
export async function openEmbedded(dataDir: string): Promise<PGlite> {
	const lock = lockDataDir(dataDir);
	const folder = path.resolve(dataDir, 'db');
	try {
		if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) await layDown(folder);
		// PGlite makes its files readable and writable by all.
		fs.chmodSync(folder, 0o700);
		dropOwnLock(folder);
		return await Embedded.open(folder, lock);
	} catch (error) {
		lock.release();
		throw error;
	}
}

/**
 * PostgreSQL's own lock file, which says nothing here (its process id is always -42): the folder's lock is held.
 * Killed between making it and writing it, it is left empty, and the database would never start again.
 */
function dropOwnLock(folder: string): void {
	fs.rmSync(path.join(folder, 'postmaster.pid'), { force: true });
}

/** Built beside its place and moved there whole, for a first start that is killed must not leave half a database. */
async function layDown(folder: string): Promise<void> {
	const unfinished = `${folder}.new`;
	fs.rmSync(unfinished, { recursive: true, force: true });
	const pglite = await PGlite.create({ fs: new NodeFS(unfinished), startParams: SMALL });
	await pglite.close();
	syncTree(unfinished);
	fs.renameSync(unfinished, folder);
	syncFolder(path.dirname(folder));
}

class Embedded extends PGlite {
	#lock: DirLock;
	#stopUpkeep = () => {};
	#closed: Promise<void> | undefined;

	private constructor(lock: DirLock, options: PGliteOptions) {
		super(options);
		this.#lock = lock;
	}

	static async open(folder: string, lock: DirLock): Promise<Embedded> {
		let complaint = '';
		const onStderr = (line: string) => {
			if (/\b(FATAL|PANIC|ERROR):/.test(line)) complaint = line.slice(line.search(/FATAL|PANIC|ERROR/));
			return false;
		};
		const disk = new DurableFS(folder, () => db.ready && endProcess(folder, complaint));
		const options = { fs: disk, extensions, startParams: DURABLE, onStderr };
		const db: Embedded = new Embedded(lock, options);
		try {
			await db.waitReady;
		} catch (error) {
			throw new DataDirUnusable(doesNotStart(folder, complaint || String(error)), { cause: error });
		}
		setRowParsers(db);
		db.#stopUpkeep = startUpkeep(db);
		return db;
	}

	override close(): Promise<void> {
		this.#stopUpkeep();
		this.#closed ??= super.close().finally(() => this.#lock.release());
		return this.#closed;
	}
}

function doesNotStart(folder: string, complaint: string): string {
	return `The embedded database in ${folder} does not start (${complaint}). Put back a backup, or set DATA_DIR to another folder.`;
}

/** PGlite swallows a PANIC and may then answer or hang; a server of PostgreSQL would end here too. */
function endProcess(folder: string, complaint: string): never {
	fs.writeSync(
		process.stderr.fd,
		`The embedded database could not write to ${folder} (${complaint}). Plotluck stops, so that it says nothing is kept that is not. Make room or mend the disk, then start it again.\n`
	);
	process.exit(74);
}

/**
 * An embedded database in memory, gone when closed: for tests. Quick when `from` is given, the dump
 * (`dumpDataDir('none')`) of another one, migrated already.
 */
export async function openMemory(from?: Blob): Promise<PGlite> {
	const pglite = await PGlite.create({ loadDataDir: from, extensions, startParams: SMALL });
	setRowParsers(pglite);
	return pglite;
}

/** After the start, for PGlite then sets parsers of its own for all arrays. */
function setRowParsers(pglite: PGlite): void {
	const oids = Object.keys(pglite.parsers).map(Number).filter(Boolean);
	for (const oid of [...oids, ...parsedOids]) pglite.parsers[oid] = rowParser(oid);
}
