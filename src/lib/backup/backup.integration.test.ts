import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { NOW, testWorld } from '#tests/factories/world.ts';
import { anotherDatabase, testDatabase } from '#tests/setup/database.ts';
import { restoreBackup } from './restore.server.ts';
import { tablesInOrder } from './tables.server.ts';
import { writeBackup } from './write.server.ts';
import '#features/harvest/tables.ts';
import '#features/photos/tables.ts';

let folder: string;
let database: Database;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'plotluck-backup-'));
	database = await testDatabase();
	await fill(database);
});

afterAll(() => rm(folder, { recursive: true }));

async function fill({ db }: Database) {
	const world = testWorld(database);
	const garden_id = await world.garden({ slug: 'elm', name: 'Elm “Street” Garden \u0007 🌱' });
	const { personId } = await world.member(garden_id, 'steward', { name: 'Íñigo "the" \\ Montoya' });
	const photo = { id: newId(), garden_id, added_by: personId, width: 4, height: 4, created_at: NOW };
	await db.insertInto('photo').values(photo).execute();
	const bytes = Buffer.from([0, 255, 10, 13, 92, 39]);
	await db
		.insertInto('photo_size')
		.values({ photo_id: photo.id, width: 4, height: 4, mime: 'image/webp', bytes })
		.execute();
	const lotId = newId();
	await sql`insert into lot (id, garden_id, giver_id, title, quantity, unit, place_kind, pick_up, created_at)
		values (${lotId}, ${garden_id}, ${personId}, 'Courgettes', 10.125, 'kg', 'gate',
			tstzrange('2026-08-18 18:00+02', '2026-08-18 20:00+02'), ${NOW})`.execute(db);
	await sql`insert into claim (id, lot_id, garden_id, person_id, quantity, state, code, created_at, updated_at)
		values (${newId()}, ${lotId}, ${garden_id}, ${personId}, 2.125, 'reserved', '38', ${NOW}, ${NOW})`.execute(
		db
	);
}

async function everything({ db }: Database): Promise<Record<string, unknown[]>> {
	const all: Record<string, unknown[]> = {};
	for (const table of await tablesInOrder(db)) {
		const { rows } = await sql<{
			row: unknown;
		}>`select to_jsonb(t) as row from ${sql.id(table)} t order by 1`.execute(db);
		all[table] = rows.map(({ row }) => row);
	}
	return all;
}

test('what was backed up comes back to the last byte, into a new database', async () => {
	const file = path.join(folder, 'all.backup');
	const rows = await writeBackup(database, file, NOW);
	const fresh = await anotherDatabase();
	expect(await restoreBackup(fresh, file)).toBe(rows);
	const before = await everything(database);
	expect(before.claim).toHaveLength(1);
	expect(await everything(fresh)).toEqual(before);
});

type Moment = (tx: Tx) => Promise<unknown>;

/** The database, where each transaction of one moment is run by `hold`. */
function holding(of: Database, hold: (moment: () => Promise<unknown>) => Promise<unknown>): Database {
	const held = {
		setIsolationLevel: (level: 'repeatable read') => ({
			execute: (run: Moment) => hold(() => of.db.transaction().setIsolationLevel(level).execute(run))
		})
	};
	const db = new Proxy(of.db, {
		get(target, property) {
			if (property === 'transaction') return () => held;
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? value.bind(target) : value;
		}
	});
	return { ...of, db };
}

test('a photo that is removed after the moment of the backup leaves it whole all the same', async () => {
	const { db } = database;
	const file = path.join(folder, 'photo.backup');
	const rows = await writeBackup(database, file, NOW);
	const photos = await db.selectFrom('photo').selectAll().execute();
	const sizes = await db.selectFrom('photo_size').selectAll().execute();
	const removing = holding(database, async (moment) => {
		await moment();
		await db.deleteFrom('photo').execute();
	});
	const written = await writeBackup(removing, file, NOW, undefined).finally(async () => {
		await db.insertInto('photo').values(photos).execute();
		await db.insertInto('photo_size').values(sizes).execute();
	});
	// PostgreSQL keeps to its moment; the embedded database takes a new one, without the photo and its one size.
	const without = database.engine === 'pglite';
	expect(written).toBe(without ? rows - 2 : rows);
	const fresh = await anotherDatabase();
	expect(await restoreBackup(fresh, file)).toBe(written);
	const { photo, photo_size } = await everything(fresh);
	expect([photo!.length, photo_size!.length]).toEqual(without ? [0, 0] : [1, 1]);
});

test('a backup that is stopped leaves nothing behind, and the database free', async () => {
	const file = path.join(folder, 'stopped.backup');
	const stop = new AbortController();
	const stopping = holding(database, async (moment) => {
		const held = moment();
		stop.abort();
		await held;
	});
	await expect(writeBackup(stopping, file, NOW, undefined, stop.signal)).rejects.toThrow('aborted');
	await expect(writeBackup(database, file, NOW, undefined, stop.signal)).rejects.toThrow('aborted');
	expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
	expect(await writeBackup(database, file, NOW)).toBeGreaterThan(0);
});

test('a database that fails is said, and no file is left', async () => {
	const file = path.join(folder, 'failed.backup');
	const failing = holding(database, () => Promise.reject(new Error('no connection')));
	await expect(writeBackup(failing, file, NOW)).rejects.toThrow('no connection');
	expect((await readdir(folder)).filter((name) => name.startsWith('failed'))).toEqual([]);
});

test('a disk that fails is said, and the database is free', async () => {
	const none = path.join(folder, 'none', 'x.backup');
	await expect(writeBackup(database, none, NOW)).rejects.toMatchObject({ code: 'ENOENT' });
	expect(await writeBackup(database, path.join(folder, 'some.backup'), NOW)).toBeGreaterThan(0);
});

test('a backup is not restored over people', async () => {
	const file = path.join(folder, 'over.backup');
	await writeBackup(database, file, NOW);
	await expect(restoreBackup(database, file)).rejects.toThrow('There is data in this database');
});

test.each([
	['no backup', () => gzipSync('hello\n'), 'not a backup'],
	['not even gzip', () => Buffer.from('hello'), 'damaged'],
	['cut in its bytes', (whole: Buffer) => whole.subarray(0, whole.length - 40), 'damaged'],
	[
		'cut after a row',
		(whole: Buffer) => gzipSync(gunzipSync(whole).toString().split('\n').slice(0, -3).join('\n') + '\n'),
		'cut off'
	],
	[
		'of a newer version',
		(whole: Buffer) =>
			gzipSync(
				gunzipSync(whole)
					.toString()
					.replace('"0001_ground"', '"0001_ground","9999_later"')
					.replace(/("9999_later"),?(.*?)\]/, '$2,$1]')
					.replace('[,', '[')
			),
		'version'
	]
])('a file that is %s restores nothing and says so', async (_, damage, sentence) => {
	const file = path.join(folder, 'whole.backup');
	await writeBackup(database, file, NOW);
	const damaged = path.join(folder, 'damaged.backup');
	await writeFile(damaged, damage(await readFile(file)));
	const fresh = await anotherDatabase();
	await expect(restoreBackup(fresh, damaged)).rejects.toThrow(sentence);
	expect((await everything(fresh)).person).toEqual([]);
});
