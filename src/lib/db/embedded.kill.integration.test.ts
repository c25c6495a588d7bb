import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from './embedded.server.ts';

const MODULE = fileURLToPath(new URL('./embedded.server.ts', import.meta.url));
const KILLS = 100;
/** Folders killed side by side: one process starts while the other writes. */
const FOLDERS = 2;
/** The longest that a process lives after its first answer. */
const LIFE_MS = 300;

let root: string;
const living = new Set<ChildProcess>();

beforeAll(() => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), 'kill-'));
});

afterAll(() => {
	for (const child of living) child.kill('SIGKILL');
	fs.rmSync(root, { recursive: true, force: true });
});

// Integration tests run once for each engine; this one is about the embedded engine alone.
const otherEngine = process.env.PLOTLUCK_TEST_ENGINE === 'postgres';

test.skipIf(otherEngine)(
	`no answered row is lost over ${KILLS} kills, and each start takes over the stale lock`,
	async () => {
		const folders = Array.from({ length: FOLDERS }, (_, index) => path.join(root, String(index)));
		const results = await Promise.all(folders.map((folder) => killAgainAndAgain(folder, KILLS / FOLDERS)));
		for (const { answered, found, byIndex, torn } of results) {
			expect(answered.filter((id) => !found.has(id))).toEqual([]);
			expect(answered.length).toBeGreaterThan(KILLS / FOLDERS);
			expect(byIndex).toBe(found.size);
			expect(torn).toBe(0);
		}
	},
	240_000
);

async function killAgainAndAgain(folder: string, kills: number) {
	const answered: number[] = [];
	for (let kill = 0; kill < kills; kill++) answered.push(...(await writeUntilKilled(folder, kill)));
	const pglite = await openEmbedded(folder);
	const all = await pglite.query<{ id: number }>('select id from kept');
	await pglite.exec('set enable_seqscan = off');
	const [{ byIndex, torn } = { byIndex: 0, torn: 0 }] = (
		await pglite.query<{ byIndex: number; torn: number }>(`
			select (select count(id) from kept where id >= 0) as "byIndex",
				(select count(*) from (select pair from kept where pair is not null
					group by pair having count(*) <> 2) half) as torn`)
	).rows;
	await pglite.close();
	return { answered, found: new Set(all.rows.map(({ id }) => id)), byIndex, torn };
}

/** The ids that the process answered before it was killed; some are killed while they still start. */
async function writeUntilKilled(folder: string, kill: number): Promise<number[]> {
	const child = spawn(process.execPath, ['--input-type=module', '-e', writer(folder, kill * 1_000_000)], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
	living.add(child);
	let out = '';
	let complaint = '';
	child.stdout.on('data', (data: Buffer) => (out += data));
	child.stderr.on('data', (data: Buffer) => (complaint += data));
	const closed = once(child, 'close');
	if (kill % 5 === 4) setTimeout(() => child.kill('SIGKILL'), Math.random() * 1000);
	else child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * LIFE_MS));
	const [, signal] = await closed;
	living.delete(child);
	expect(signal, `the process was still writing when it was killed. ${complaint}`).toBe('SIGKILL');
	// A last line without its end was not answered whole.
	return out.split('\n').slice(0, -1).map(Number);
}

/** Writes a row alone, then two in a transaction, and so on; prints each id when the database has answered it. */
function writer(folder: string, from: number): string {
	return `
		import { writeSync } from 'node:fs';
		import { openEmbedded } from ${JSON.stringify(MODULE)};
		const db = await openEmbedded(${JSON.stringify(folder)});
		await db.exec('create table if not exists kept (id int primary key, pair int, filler text)');
		const insert = 'insert into kept values ($1, $2, $3)';
		for (let id = ${from}; ; id += 3) {
			await db.query(insert, [id, null, 'alone'.repeat(50)]);
			writeSync(1, id + '\\n');
			await db.transaction(async (tx) => {
				await tx.query(insert, [id + 1, id, 'pair'.repeat(50)]);
				await tx.query(insert, [id + 2, id, 'pair'.repeat(50)]);
			});
			writeSync(1, id + 1 + '\\n' + (id + 2) + '\\n');
		}`;
}
