import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirInUse, DataDirUnusable, lockDataDir } from './dir-lock.server.ts';

const MODULE = fileURLToPath(new URL('./dir-lock.server.ts', import.meta.url));

/** Start times, and so a second look at a holder, come from here. */
const HAS_PROC = fs.existsSync('/proc/self/stat');

let dir: string;
let children: ChildProcess[];

beforeEach(() => {
	dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lock-')), 'data');
	children = [];
});

afterEach(() => {
	for (const child of children) child.kill('SIGKILL');
	fs.rmSync(path.dirname(dir), { recursive: true, force: true });
});

test('makes the folder for its owner alone, and gives it free again', () => {
	const lock = lockDataDir(dir);
	expect(fs.statSync(dir).mode & 0o777).toBe(0o700);
	lock.release();
	lock.release();
	lockDataDir(dir).release();
});

test('refuses a second opener in the same process', () => {
	const lock = lockDataDir(dir);
	expect(() => lockDataDir(dir)).toThrow(DataDirInUse);
	lock.release();
});

test('refuses a second process with a sentence that names folder, process and mend', async () => {
	const { child } = await startLocker();
	expect(() => lockDataDir(dir)).toThrow(
		`Plotluck is already running on ${dir} (process ${child.pid}). Stop it first, or set DATA_DIR to another folder.`
	);
});

test('takes over from a process that was killed', async () => {
	const { child } = await startLocker();
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(record().pid).toBe(child.pid);
	const lock = lockDataDir(dir);
	expect(record().pid).toBe(process.pid);
	lock.release();
});

test.skipIf(!HAS_PROC)('takes over from a killed process that its parent has not looked after', async () => {
	const { child } = await startLocker();
	child.kill('SIGKILL');
	const isZombie = () => / Z /.test(fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8'));
	// Node looks after its children between two turns of the event loop, so this one must not end.
	for (const end = Date.now() + 5000; !isZombie() && Date.now() < end;);
	expect(isZombie()).toBe(true);
	lockDataDir(dir).release();
});

test('takes over when another program has got the pid of the dead holder', () => {
	writeRecord({ ...ownRecord(), pid: process.ppid, started: '1' });
	lockDataDir(dir).release();
});

test('takes over after the machine was started again', () => {
	writeRecord({ ...ownRecord(), pid: process.ppid, boot: 'an earlier start' });
	lockDataDir(dir).release();
});

test('takes over from a dead container of this machine, which had another host name', () => {
	writeRecord({ ...ownRecord(), pid: 7, host: '3f9c2', pids: 'pid:[1]' });
	lockDataDir(dir).release();
});

test('takes over a record that nobody can read', () => {
	fs.mkdirSync(dir);
	fs.writeFileSync(path.join(dir, 'running.json'), '{"pid":');
	lockDataDir(dir).release();
});

test.skipIf(!HAS_PROC)('refuses where the lock of a living process does not reach', async () => {
	// As on a file system that grants every lock: the record is there, the kernel's lock is not.
	const { child } = await startLocker();
	const living = record();
	fs.rmSync(path.join(dir, 'lock'));
	expect(living.pid).toBe(child.pid);
	expect(() => lockDataDir(dir)).toThrow(`(process ${child.pid})`);
});

test('refuses a folder shared with another computer, and says how to go on if that is gone', () => {
	writeRecord({ ...ownRecord(), pid: 7, host: 'shed', boot: 'of another machine' });
	expect(() => lockDataDir(dir)).toThrow(
		`Plotluck is running on ${dir} from another computer (shed). Stop it there first; if that computer is gone for good, delete ${path.join(dir, 'running.json')} and start again.`
	);
	fs.rmSync(path.join(dir, 'running.json'));
	lockDataDir(dir).release();
});

test('says what to do where the folder cannot be made', () => {
	fs.writeFileSync(dir, '');
	expect(() => lockDataDir(dir)).toThrow(DataDirUnusable);
	expect(() => lockDataDir(dir)).toThrow(
		`Plotluck cannot keep its data in ${dir} (EEXIST). Make it a folder`
	);
});

test.each([1, 2, 3])(
	'of eight processes at once exactly one gets it, a stale lock or none: round %i',
	async () => {
		const old = await startLocker();
		old.child.kill('SIGKILL');
		await once(old.child, 'exit');
		const start = Date.now() + 1500;
		const answers = await Promise.all(Array.from({ length: 8 }, () => startLocker(start)));
		const winners = answers.filter(({ answer }) => answer === 'locked');
		expect(winners).toHaveLength(1);
		for (const { answer } of answers)
			if (answer !== 'locked') expect(answer).toMatch(/^Plotluck is already running on /);
		expect(record().pid).toBe(winners[0]!.child.pid);
	}
);

/** A process that tries the lock at `start`, answers `locked` or the refusal, and then stays. */
async function startLocker(start = 0): Promise<{ child: ChildProcess; answer: string }> {
	const code = `
		import { writeSync } from 'node:fs';
		import { lockDataDir } from ${JSON.stringify(MODULE)};
		while (Date.now() < ${start});
		try {
			globalThis.lock = lockDataDir(${JSON.stringify(dir)});
			writeSync(1, 'locked');
		} catch (error) {
			writeSync(1, error.message);
		}
		setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	children.push(child);
	const [answer] = (await once(child.stdout!, 'data')) as [Buffer];
	return { child, answer: answer.toString() };
}

function ownRecord(): Record<string, unknown> {
	const lock = lockDataDir(dir);
	const own = record();
	lock.release();
	return own;
}

function record(): Record<string, unknown> {
	return JSON.parse(fs.readFileSync(path.join(dir, 'running.json'), 'utf8'));
}

function writeRecord(holder: Record<string, unknown>): void {
	fs.writeFileSync(path.join(dir, 'running.json'), JSON.stringify(holder));
}
