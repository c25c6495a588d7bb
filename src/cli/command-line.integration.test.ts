import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openEmbedded } from '#lib/db/embedded.server.ts';

// Integration tests run once for each engine; this one is about the embedded engine alone.
const otherEngine = process.env.PLOTLUCK_TEST_ENGINE === 'postgres';
const SLOW = 120_000;

/** A server without its pages: the house it opens, its workers, and its ear for the command line. */
const SERVER = `
	import { rooms } from '#features/rooms.server.ts';
	import { listenForVerbs } from '#cli/running/listen.ts';
	import { newId } from '#lib/command/id.ts';
	import { openHouse } from '#lib/house/house.server.ts';
	import { readSettings } from '#lib/settings.server.ts';
	const house = await openHouse(readSettings(process.env), rooms);
	await house.work();
	const place = { time_zone: 'Europe/Berlin', lng: 13.4, lat: 52.5, created_at: new Date() };
	await house.db.insertInto('garden').values({ id: newId(), slug: 'elm', name: 'Elm', ...place }).execute();
	const ear = await listenForVerbs(house);
	process.once('SIGTERM', async () => {
		await ear.stop(10_000);
		await house.close();
	});
	process.stdout.write('ready');
`;

interface Ended {
	code: number | null;
	out: string;
	err: string;
}

let root: string;
let server: ChildProcess;
const living = new Set<ChildProcess>();

function start(args: string[], env: Record<string, string>): ChildProcess {
	const { DATABASE_URL: _, ...inherited } = process.env;
	const child = spawn(process.execPath, args, {
		env: { ...inherited, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	living.add(child);
	child.once('close', () => living.delete(child));
	return child;
}

/** Runs a verb in a process of its own, with the data folder of that name, to its end. */
async function plotluck(folder: string, ...argv: string[]): Promise<Ended> {
	const child = start(['src/cli/main.ts', ...argv], { DATA_DIR: path.join(root, folder) });
	const [out, err] = [text(child.stdout!), text(child.stderr!)];
	const [code] = await once(child, 'close');
	return { code, out: await out, err: await err };
}

/** What was said, without progress, and without what is added where a server could not write. */
function sentences({ code, out, err }: Ended): Ended {
	return {
		code,
		out,
		err: err.replace(/^\d+ rows … .*\n/gm, '').replace(/ It is the running server.*\./, '')
	};
}

const inRoot = (name: string) => path.join(root, name);

beforeAll(async () => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), 'command-line-'));
	if (otherEngine) return;
	server = start(['--input-type=module', '-e', SERVER], { DATA_DIR: inRoot('data'), LOG_LEVEL: 'warn' });
	server.stderr!.pipe(process.stderr);
	await once(server.stdout!, 'data');
}, SLOW);

afterAll(() => {
	for (const child of living) child.kill('SIGKILL');
	fs.rmSync(root, { recursive: true, force: true });
});

describe.skipIf(otherEngine)('beside a running server', { timeout: SLOW }, () => {
	test('people and tokens are made, and what is wrong is said as ever', async () => {
		const added = await plotluck(
			'data',
			'person',
			'add',
			'--garden',
			'elm',
			'--name',
			'Ada',
			'--role',
			'steward'
		);
		expect(added).toMatchObject({ code: 0, err: 'Ada is in.\n' });
		const made = await plotluck('data', 'token', '--person', added.out.trim());
		expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^\S{20,}\n$/) });
		const wrong = await plotluck('data', 'token', '--person', added.out.trim(), '--days', '0');
		expect(wrong).toMatchObject({ code: 1, out: '', err: expect.stringContaining('days: ') });
		expect(await plotluck('data', 'person', 'add', '--name', 'Ada')).toMatchObject({ code: 2, out: '' });
	});

	test('gardens come in from a file', async () => {
		fs.writeFileSync(inRoot('gardens.csv'), 'id,name,latitude,longitude\n1,Hill Top,51.48,-0.08\n');
		const result = await plotluck('data', 'import', 'gardens', inRoot('gardens.csv'));
		expect(result).toMatchObject({ code: 0, err: expect.stringContaining('1 gardens are on the map.') });
		expect(JSON.parse(result.out)).toBeTypeOf('object');
	});

	test('check and migrate find all in order', async () => {
		const checked = await plotluck('data', 'check');
		expect(checked).toMatchObject({ code: 0, out: '' });
		expect(checked.err.match(/^ok {5}/gm)).toHaveLength(8);
		expect(await plotluck('data', 'migrate')).toEqual({
			code: 0,
			out: '',
			err: 'The database is up to date.\n'
		});
	});

	test('a backup is whole, and comes back elsewhere', async () => {
		const backup = await plotluck('data', 'backup', inRoot('all.backup'));
		expect(backup).toMatchObject({ code: 0, out: '' });
		const rows = /^(\d+) rows are in/m.exec(backup.err)![1];
		const restored = await plotluck('fresh', 'restore', inRoot('all.backup'));
		expect(restored).toMatchObject({ code: 0, err: expect.stringContaining(`${rows} rows were put back`) });
		const token = await plotluck('fresh', 'person', 'add', '--garden', 'elm', '--name', 'Bo');
		expect(token.code).toBe(0);
		expect((await plotluck('fresh', 'check')).code).toBe(0);
		expect(await plotluck('data', 'restore', inRoot('all.backup'))).toMatchObject({
			code: 1,
			err: expect.stringContaining('Stop it first')
		});
	});

	test.each([
		['a file that is there', ['backup', 'there.backup']],
		['a folder that is not', ['backup', 'none/x.backup']],
		['a folder where a file is to be', ['backup', '.', '--replace']],
		['a file that is not', ['restore', 'none.backup']],
		['a list that is not', ['import', 'gardens', 'none.csv']],
		['a garden that is not', ['person', 'add', '--garden', 'none', '--name', 'X']],
		['a person who is not', ['token', '--person', 'nobody@example.org']]
	])('%s is refused alike with and without a server', async (_, [verb, ...rest]) => {
		fs.writeFileSync(inRoot('there.backup'), 'mine');
		const argv = [
			verb!,
			...rest.map((word) => (/[./]/.test(word) && !word.includes('@') ? inRoot(word) : word))
		];
		const [beside, alone] = [await plotluck('data', ...argv), await plotluck('alone', ...argv)];
		expect(beside.code).toBe(1);
		expect(beside.err).not.toContain('did not expect');
		expect(sentences(beside)).toEqual(sentences(alone));
		expect(fs.readFileSync(inRoot('there.backup'), 'utf8')).toBe('mine');
	});

	test('without a socket that answers, the folder is refused as ever; a killed server leaves it free', async () => {
		fs.renameSync(inRoot('data/cli.sock'), inRoot('data/aside'));
		const refused = await plotluck('data', 'check');
		expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('is already running on') });
		fs.renameSync(inRoot('data/aside'), inRoot('data/cli.sock'));
		expect((await plotluck('data', 'check')).code).toBe(0);
		server.kill('SIGKILL');
		await once(server, 'close');
		expect(fs.existsSync(inRoot('data/cli.sock'))).toBe(true);
		expect((await plotluck('data', 'check')).code).toBe(0);
	});

	test('a backup that is stopped leaves no half file behind', async () => {
		const pglite = await openEmbedded(inRoot('data'));
		await pglite.exec(
			'create table large as select n, repeat(md5(n::text), 4000) from generate_series(1, 400) n'
		);
		await pglite.close();
		const child = start(['src/cli/main.ts', 'backup', inRoot('half.backup')], { DATA_DIR: inRoot('data') });
		const said = text(child.stderr!);
		await vi.waitFor(() => expect(fs.existsSync(inRoot('half.backup.unfinished'))).toBe(true), {
			timeout: SLOW,
			interval: 1
		});
		child.kill('SIGINT');
		expect(await once(child, 'close')).toEqual([1, null]);
		expect(await said).toMatch(`Stopped: ${inRoot('half.backup')} was not written.\n`);
		expect(fs.readdirSync(root).filter((name) => name.startsWith('half'))).toEqual([]);
	});
});
