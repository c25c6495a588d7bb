import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import fs from 'node:fs';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { wrapPglite, type Database } from '#lib/db/database.server.ts';
import { openMemory } from '#lib/db/embedded.server.ts';
import type { House } from '#lib/house/house.server.ts';
import { createLog } from '#lib/log/log.server.ts';
import { readSettings } from '#lib/settings.server.ts';
import { migrations } from '#migrations/index.ts';
import { askRunningServer } from './ask.ts';
import { listenForVerbs, type Ear } from './listen.ts';

let root: string;
let dir: string;
let database: Database;
let ear: Ear;
/** The command that a verb has sent waits until the test answers it. */
let answer: PromiseWithResolvers<object>;
let sent: string[];

beforeAll(async () => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), 'running-'));
	database = wrapPglite(await openMemory());
	await sql`create table kysely_migration as select ${migrations.at(-1)!.name} as name`.execute(database.db);
	await sql`create table photo_size as
		select gen_random_uuid() as photo_id, n as width, repeat(md5(n::text), 4000) as bytes
		from generate_series(1, 300) n`.execute(database.db);
}, 60_000);

afterAll(async () => {
	await database.close();
	fs.rmSync(root, { recursive: true, force: true });
});

beforeEach(async () => {
	dir = fs.mkdtempSync(path.join(root, 'data-'));
	answer = Promise.withResolvers();
	sent = [];
	ear = await listenForVerbs(house());
});

afterEach(() => ear.stop(0));

function house(): House {
	const send: House['send'] = async (_, { name }) => {
		sent.push(name);
		return { ok: true, result: await answer.promise };
	};
	const settings = readSettings({ DATA_DIR: dir });
	return { settings, log: createLog('silent'), database, db: database.db, send } as Partial<House> as House;
}

/** Runs a verb as the command line does; what it says stands in `said` line by line, with its stream. */
function ask(...argv: string[]): { said: string[]; code: Promise<number | undefined> } {
	const said: string[] = [];
	const screen = {
		say: (line: string) => void said.push(`err ${line}`),
		print: (line: string) => void said.push(`out ${line}`),
		progress: (line: string | null) => void said.push(`… ${line}`)
	};
	return { said, code: askRunningServer(dir, { argv, timeZone: 'Europe/Berlin' }, screen) };
}

function request(argv: string[], more: object = {}): string {
	const newest = migrations.at(-1)!.name;
	const line = { plotluck: 1, argv, cwd: dir, timeZone: 'UTC', newest, folders: {}, ...more };
	return `${JSON.stringify(line)}\n`;
}

async function raw(): Promise<Socket> {
	const socket = connect(path.join(dir, 'cli.sock'));
	await once(socket, 'connect');
	return socket;
}

const GONE = { gardens: 2, people: 80 };

test('a verb is done on the open house; what it says, its progress and its exit code come back', async () => {
	const told: unknown[] = [];
	subscribe('plotluck:changed', (message) => told.push(message));
	answer.resolve(GONE);
	const removed = ask('demo', '--remove');
	expect(await removed.code).toBe(0);
	expect(removed.said).toEqual(['err The demo is gone: 2 gardens, 80 people.']);
	expect(sent).toEqual(['demo.remove']);
	expect(told).toEqual([{ gardenId: undefined }]);

	const file = path.join(dir, 'all.backup');
	const backup = ask('backup', file);
	expect(await backup.code).toBe(0);
	expect(backup.said[0]).toMatch(/^… 300 rows … $/);
	expect(backup.said.at(-1)).toMatch(`err 300 rows are in ${file}. Keep it safe`);
	expect(fs.statSync(file).mode & 0o777).toBe(0o600);
	expect(gunzipSync(fs.readFileSync(file)).toString()).toContain('{"end":300}');
});

test('files are meant from where the caller stands, whatever the server’s own folder is', async () => {
	vi.spyOn(process, 'cwd').mockReturnValueOnce(dir);
	const backup = ask('backup', 'here.backup');
	expect(await backup.code).toBe(0);
	expect(fs.readdirSync(dir)).toContain('here.backup');
});

test('a folder that is another one for the server is refused', async () => {
	const caller = await raw();
	const answered = text(caller);
	caller.write(request(['backup', 'x.backup'], { folders: { [dir]: '1:2' } }));
	expect(await answered).toContain('sees another folder');
	expect(fs.readdirSync(dir)).not.toContain('x.backup');
});

test('the socket is for its user alone, and gone when the server stops', async () => {
	expect(fs.statSync(path.join(dir, 'cli.sock')).mode & 0o777).toBe(0o600);
	await ear.stop(0);
	expect(fs.readdirSync(dir)).toEqual([]);
	expect(await ask('check').code).toBeUndefined();
});

test('a socket that a killed server left answers nobody, and does not hold up the next server', async () => {
	await ear.stop(0);
	const held = path.join(dir, 'cli.sock');
	fs.writeFileSync(held, '');
	expect(await ask('check').code).toBeUndefined();
	ear = await listenForVerbs(house());
	answer.resolve(GONE);
	expect(await ask('demo', '--remove').code).toBe(0);
});

test('a data folder with a long name is served too', async () => {
	await ear.stop(0);
	dir = path.join(dir, 'long'.repeat(40));
	fs.mkdirSync(dir);
	ear = await listenForVerbs(house());
	answer.resolve(GONE);
	expect(await ask('demo', '--remove').code).toBe(0);
});

test.each([
	['another language', 'GET / HTTP/1.1\n\n', 'did not understand'],
	['JSON that is no request', '{"plotluck":1,"argv":"backup"}\n', 'did not understand'],
	['a request of another version', '{"plotluck":2,"words":[]}\n', 'of another version']
])('%s is answered and does nothing', async (_, line, sentence) => {
	const caller = await raw();
	const answered = text(caller);
	caller.write(line);
	const lines = (await answered).trim().split('\n');
	expect(lines[0]).toContain(sentence);
	expect(lines.slice(1)).toEqual(['{"exit":1}']);
	expect(sent).toEqual([]);
});

test('who sends an endless line is cut off, and others are served', async () => {
	const caller = await raw();
	caller.on('error', () => {});
	const over = new Promise((done) => caller.once('close', done));
	const more = setInterval(() => caller.write('x'.repeat(100_000)), 1);
	await over;
	clearInterval(more);
	answer.resolve(GONE);
	expect(await ask('demo', '--remove').code).toBe(0);
});

test('only the first line counts', async () => {
	answer.resolve(GONE);
	const caller = await raw();
	const answered = text(caller);
	caller.write(request(['demo', '--remove']) + request(['demo', '--remove']) + 'x\n');
	expect((await answered).trim().split('\n').at(-1)).toBe('{"exit":0}');
	expect(sent).toEqual(['demo.remove']);
});

test('a command line of another version is asked to restart the server; a backup it gets', async () => {
	for (const argv of [['demo', '--remove'], ['migrate'], ['check']]) {
		const caller = await raw();
		const answered = text(caller);
		caller.write(request(argv, { newest: '9999_later' }));
		expect(await answered).toMatch(/of another version than this command line. Restart it.*\n\{"exit":1\}/);
	}
	const caller = await raw();
	const answered = text(caller);
	const none = path.join(root, 'none');
	caller.write(request(['backup', path.join(none, 'x')], { newest: '9999_later', folders: { [none]: '' } }));
	expect(await answered).toContain('There is no folder');
	expect(sent).toEqual([]);
});

test('of two callers at once the second comes after the first', async () => {
	const first = ask('demo', '--remove');
	await vi.waitFor(() => expect(sent).toHaveLength(1));
	const second = ask('demo', '--remove');
	await vi.waitFor(() =>
		expect(second.said).toEqual(['err Another command is at work. This one comes after it.'])
	);
	expect(sent).toHaveLength(1);
	answer.resolve(GONE);
	expect(await Promise.all([first.code, second.code])).toEqual([0, 0]);
	expect(sent).toHaveLength(2);
});

test('who goes away while waiting is forgotten; a command that has begun is finished', async () => {
	const first = await raw();
	first.write(request(['demo', '--remove']));
	await vi.waitFor(() => expect(sent).toHaveLength(1));
	const second = await raw();
	second.write(request(['demo', '--remove']));
	await once(second, 'data');
	first.destroy();
	second.destroy();
	const third = ask('demo', '--remove');
	await vi.waitFor(() => expect(third.said).toHaveLength(1));
	expect(sent).toHaveLength(1);
	answer.resolve(GONE);
	expect(await third.code).toBe(0);
	expect(sent).toHaveLength(2);
});

test('a backup whose caller goes away is broken off, and no half file stays', async () => {
	const caller = await raw();
	const file = path.join(dir, 'half.backup');
	const { promise: begun, resolve } = Promise.withResolvers<void>();
	const watcher = fs.watch(dir, (_, name) => name === 'half.backup.unfinished' && resolve());
	caller.write(request(['backup', file], { folders: { [dir]: identityOf(dir) } }));
	await begun;
	watcher.close();
	caller.destroy();
	answer.resolve(GONE);
	expect(await ask('demo', '--remove').code).toBe(0);
	expect(fs.readdirSync(dir).filter((name) => name.startsWith('half'))).toEqual([]);
});

test('a server that stops finishes the verb at work, and sends away who waits', async () => {
	const first = ask('demo', '--remove');
	await vi.waitFor(() => expect(sent).toHaveLength(1));
	const second = ask('demo', '--remove');
	await vi.waitFor(() => expect(second.said).toHaveLength(1));
	const stopped = ear.stop(10_000);
	expect(await second.code).toBe(1);
	expect(second.said.at(-1)).toBe('err Plotluck is stopping. Nothing was done; try again.');
	answer.resolve(GONE);
	expect(await first.code).toBe(0);
	await stopped;
	expect(sent).toHaveLength(1);
});

test('a verb that takes longer than a stopping server can wait is given up, and its caller told', async () => {
	const first = ask('demo', '--remove');
	await vi.waitFor(() => expect(sent).toHaveLength(1));
	const begun = performance.now();
	await ear.stop(200);
	expect(performance.now() - begun).toBeLessThan(3000);
	expect(await first.code).toBe(1);
	expect(first.said).toEqual([
		'err Plotluck is stopping and could wait no longer. Look whether it was done.'
	]);
	answer.resolve(GONE);
});

test('a server that dies in the middle leaves its caller with a sentence and exit code 1', async () => {
	await ear.stop(0);
	const { createServer } = await import('node:net');
	const dying = createServer((socket) => void pause(50).then(() => socket.destroy()));
	await once(dying.listen(path.join(dir, 'cli.sock')), 'listening');
	const asked = ask('check');
	expect(await asked.code).toBe(1);
	expect(asked.said).toEqual([
		'err The running server broke off before it had answered. Look whether it was done.'
	]);
	dying.close();
});

test.each([
	['restore', 'Stop it first'],
	['backup', 'is there already']
])('%s of a file that is there is refused', async (verb, sentence) => {
	const file = path.join(dir, 'there');
	fs.writeFileSync(file, 'mine');
	const asked = ask(verb, file);
	expect(await asked.code).toBe(1);
	expect(asked.said).toEqual([expect.stringContaining(sentence)]);
	expect(fs.readFileSync(file, 'utf8')).toBe('mine');
});

test('migrate says that there is nothing to do, for the server has seen to it', async () => {
	const asked = ask('migrate');
	expect(await asked.code).toBe(0);
	expect(asked.said).toEqual(['err The database is up to date.']);
});

function identityOf(folder: string): string {
	const { dev, ino } = fs.statSync(folder);
	return `${dev}:${ino}`;
}
