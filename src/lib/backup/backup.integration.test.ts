import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/command/id.ts';
import type { Database } from '#lib/db/database.server.ts';
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
