import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DataDirInUse, DataDirUnusable } from './dir-lock.server.ts';
import { openEmbedded, openMemory } from './embedded.server.ts';
import { tend } from './upkeep.server.ts';

const MODULE = fileURLToPath(new URL('./embedded.server.ts', import.meta.url));

let dir: string;
let pglite: PGlite;

beforeAll(async () => {
	dir = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
	pglite = await openEmbedded(dir);
	await pglite.exec('create table note (id int primary key, text text)');
}, 60_000);

afterAll(async () => {
	await pglite.close();
	fs.rmSync(dir, { recursive: true, force: true });
});

/** A folder of its own with the database as it lies on the disk now. */
function copied(): string {
	const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
	fs.cpSync(path.join(dir, 'db'), path.join(copy, 'db'), { recursive: true });
	return copy;
}

describe('what is answered is on the disk', () => {
	test('each of 50 commits syncs, and reading syncs nothing', async () => {
		const sync = vi.spyOn(fs, 'fdatasyncSync');
		for (let id = 0; id < 50; id++) await pglite.query('insert into note values ($1, $2)', [id, 'a']);
		expect(sync.mock.calls.length).toBeGreaterThanOrEqual(50);
		sync.mockClear();
		await pglite.query('select * from note');
		expect(sync).not.toHaveBeenCalled();
		sync.mockRestore();
	});

	test('a transaction of 50 inserts syncs before it is answered, and need not sync for each', async () => {
		const sync = vi.spyOn(fs, 'fdatasyncSync');
		await pglite.transaction(async (tx) => {
			for (let id = 100; id < 150; id++) await tx.query('insert into note values ($1, $2)', [id, 'b']);
		});
		expect(sync.mock.calls.length).toBeGreaterThanOrEqual(1);
		expect(sync.mock.calls.length).toBeLessThan(50);
		sync.mockRestore();
	});

	test('the first start moves a whole database into place, its names synced too', () => {
		expect(fs.existsSync(path.join(dir, 'db.new'))).toBe(false);
		expect(fs.statSync(path.join(dir, 'db')).mode & 0o777).toBe(0o700);
	});

	test('a disk that fails ends the process before the commit is answered', () => {
		const other = copied();
		const code = `
			import fs from 'node:fs';
			import { openEmbedded } from ${JSON.stringify(MODULE)};
			const db = await openEmbedded(${JSON.stringify(other)});
			fs.fdatasyncSync = () => { throw Object.assign(new Error(), { code: 'EIO' }); };
			await db.query('insert into note values (5000)').catch(() => {});
			fs.writeSync(1, 'answered');`;
		const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { timeout: 30_000 });
		expect(child.stdout.toString()).toBe('');
		expect(child.stderr.toString()).toContain(`could not write to ${path.join(other, 'db')} (PANIC:`);
		expect(child.status).toBe(74);
		fs.rmSync(other, { recursive: true, force: true });
	}, 60_000);
});

describe('the folder', () => {
	test('is refused to a second opener while it is open', async () => {
		await expect(openEmbedded(dir)).rejects.toThrow(DataDirInUse);
	});

	test('keeps its rows over a close, which may come twice, and is free afterwards', async () => {
		await pglite.query("insert into note values (900, 'kept')");
		await Promise.all([pglite.close(), pglite.close()]);
		await pglite.close();
		pglite = await openEmbedded(dir);
		expect((await pglite.query('select text from note where id = 900')).rows).toEqual([{ text: 'kept' }]);
	});

	test('with a broken database is refused with a sentence, and given free', async () => {
		const broken = copied();
		fs.rmSync(path.join(broken, 'db/global/pg_control'));
		for (let again = 0; again < 2; again++)
			await expect(openEmbedded(broken)).rejects.toThrow(
				`The embedded database in ${path.join(broken, 'db')} does not start (`
			);
		await expect(openEmbedded(broken)).rejects.toThrow(DataDirUnusable);
		fs.rmSync(broken, { recursive: true, force: true });
	}, 30_000);

	test('killed between making the lock file of PostgreSQL and writing it starts again', async () => {
		const killed = copied();
		fs.writeFileSync(path.join(killed, 'db/postmaster.pid'), '');
		const opened = await openEmbedded(killed);
		expect((await opened.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
		await opened.close();
		fs.rmSync(killed, { recursive: true, force: true });
	}, 30_000);

	test('left half made by a first start that was killed is made anew', async () => {
		const half = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
		fs.mkdirSync(path.join(half, 'db.new'));
		fs.writeFileSync(path.join(half, 'db.new/PG_VERSION'), '18\n');
		const made = await openEmbedded(half);
		expect((await made.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
		await made.close();
		fs.rmSync(half, { recursive: true, force: true });
	}, 30_000);
});

describe('upkeep', () => {
	test('a grown log is checkpointed, a small one is left', async () => {
		await pglite.exec("create table bulk as select repeat('x', 500) as text from generate_series(1, 4000)");
		const before = await redo();
		await tend(pglite);
		expect(await redo()).toEqual(before);
		await tend(pglite, 1_000_000);
		expect(await redo()).not.toEqual(before);
	});

	test('a table that changed much is vacuumed and analyzed, once', async () => {
		await pglite.exec(
			'create table "Changed" (id int); insert into "Changed" select generate_series(1, 500)'
		);
		await pglite.exec('delete from "Changed" where id > 100');
		await tend(pglite);
		await tend(pglite);
		const stats = await pglite.query(
			`select vacuum_count, analyze_count, n_dead_tup from pg_stat_user_tables where relname = 'Changed'`
		);
		expect(stats.rows).toEqual([{ vacuum_count: 1, analyze_count: 1, n_dead_tup: 0 }]);
	});

	async function redo(): Promise<unknown> {
		return (await pglite.query('select redo_lsn from pg_control_checkpoint()')).rows[0];
	}
});

describe('in memory', () => {
	test('has the extensions, syncs nothing, and starts from a dump', async () => {
		const sync = vi.spyOn(fs, 'fdatasyncSync');
		const first = await openMemory();
		await first.exec(`create extension btree_gist; create extension pg_trgm; create extension unaccent;
			create table tenancy (plot uuid, days daterange, exclude using gist (plot with =, days with &&));
			insert into tenancy values ('00000000-0000-7000-8000-000000000001', '[2026-03-01,2026-11-01)')`);
		const second = await openMemory(await first.dumpDataDir('none'));
		expect((await second.query('select days from tenancy')).rows).toEqual([
			{ days: '[2026-03-01,2026-11-01)' }
		]);
		const overlap = `insert into tenancy values ('00000000-0000-7000-8000-000000000001', '[2026-10-01,)')`;
		await expect(second.query(overlap)).rejects.toMatchObject({ code: '23P01' });
		expect(sync).not.toHaveBeenCalled();
		sync.mockRestore();
		await Promise.all([first.close(), second.close()]);
	}, 30_000);
});
