import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The data folder cannot be used; the message is a sentence for the person who started Plotluck. */
export class DataDirUnusable extends Error {
	override name = 'DataDirUnusable';
}

/** The data folder belongs to another living process, here or on another computer. */
export class DataDirInUse extends DataDirUnusable {
	override name = 'DataDirInUse';
}

/** A held lock; `release` gives the folder free, and may be called again. */
export interface DirLock {
	release(): void;
}

/** Who holds the lock, as written to `running.json` for the others to read. */
interface Holder {
	pid: number;
	/** Clock ticks from the machine's start to the process's, from /proc: tells a reused pid. */
	started?: string;
	host: string;
	/** The kernel's id of this start of the machine; the same in all of its containers. */
	boot?: string;
	/** In which world of process ids the pid counts: each container has its own. */
	pids?: string;
}

const DYING_MS = 2000;

/**
 * Makes `dataDir` (mode 0700) if it is missing and takes it for this process alone, or throws DataDirInUse.
 *
 * The lock itself is the kernel's, so it is free the moment its process is gone, however it went, and two
 * that start in the same instant cannot both have it. Node offers such locks only through SQLite: one open
 * transaction on the empty file `lock` (which nothing else in this process may open: closing it would drop
 * the lock). `running.json` beside it names the holder. It also guards where the kernel's lock cannot
 * reach: a volume shared by two computers.
 */
export function lockDataDir(dataDir: string): DirLock {
	const dir = path.resolve(dataDir);
	makeDir(dir);
	const lock = openLock(dir);
	try {
		takeKernelLock(dir, lock);
		refuseLivingHolder(dir);
		writeHolder(dir);
	} catch (error) {
		lock.close();
		throw isBusy(error) ? inUse(dir, readHolder(dir)) : error;
	}
	return {
		release() {
			if (!lock.isOpen) return;
			fs.rmSync(holderFile(dir), { force: true });
			lock.close();
		}
	};
}

/** A process that was just killed may hold its files a moment longer than it lives: a dead holder is waited for. */
function takeKernelLock(dir: string, lock: DatabaseSync): void {
	for (const end = Date.now() + DYING_MS; ;) {
		try {
			return lock.exec('begin immediate');
		} catch (error) {
			const holder = readHolder(dir);
			const dying = holder && isThisMachine(holder) && !isAlive(holder);
			if (!isBusy(error) || !dying || Date.now() > end) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}

function makeDir(dir: string): void {
	try {
		fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
		fs.accessSync(dir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
	} catch (error) {
		throw unusable(dir, (error as NodeJS.ErrnoException).code);
	}
}

function openLock(dir: string): DatabaseSync {
	try {
		return new DatabaseSync(path.join(dir, 'lock'), { timeout: 0 });
	} catch (error) {
		throw unusable(dir, (error as Error).message);
	}
}

function unusable(dir: string, reason?: string): DataDirUnusable {
	return new DataDirUnusable(
		`Plotluck cannot keep its data in ${dir} (${reason}). Make it a folder that this user may write to, or set DATA_DIR to another folder.`
	);
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
	return (error as { errcode?: number }).errcode === SQLITE_BUSY;
}

/** With the kernel's lock in hand, a holder on record is stale, unless the lock could not have reached it. */
function refuseLivingHolder(dir: string): void {
	const holder = readHolder(dir);
	if (!holder || holder.pid === process.pid) return;
	if (!isThisMachine(holder) || isAlive(holder)) throw inUse(dir, holder);
}

function inUse(dir: string, holder?: Holder): DataDirInUse {
	if (holder && !isThisMachine(holder))
		return new DataDirInUse(
			`Plotluck is running on ${dir} from another computer (${holder.host}). Stop it there first; if that computer is gone for good, delete ${holderFile(dir)} and start again.`
		);
	// The record of a holder that was killed stays until the next one has written its own.
	const named = holder && (isAlive(holder) || holder.pids !== thisProcess().pids);
	const who = named ? ` (process ${holder.pid})` : '';
	return new DataDirInUse(
		`Plotluck is already running on ${dir}${who}. Stop it first, or set DATA_DIR to another folder.`
	);
}

/** A container may come back under another host name, a machine under the same name with another boot id. */
function isThisMachine(holder: Holder): boolean {
	const me = thisProcess();
	return holder.host === me.host || (holder.boot !== undefined && holder.boot === me.boot);
}

/** Only where /proc tells the start time: a pid alone may long belong to another program. */
function isAlive(holder: Holder): boolean {
	const me = thisProcess();
	if (holder.started === undefined || holder.boot !== me.boot || holder.pids !== me.pids) return false;
	return startTime(holder.pid) === holder.started;
}

function thisProcess(): Holder {
	return {
		pid: process.pid,
		started: startTime(process.pid),
		host: os.hostname(),
		boot: attempt(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
		pids: attempt(() => fs.readlinkSync('/proc/self/ns/pid'))
	};
}

/** Fields 3 (state) and 22 of /proc/PID/stat; the second, the program's name, may itself hold spaces and brackets. */
function startTime(pid: number): string | undefined {
	const stat = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
	const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
	// A zombie is dead, only its parent has not looked yet.
	return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

function readHolder(dir: string): Holder | undefined {
	const holder = attempt(() => JSON.parse(fs.readFileSync(holderFile(dir), 'utf8')) as Partial<Holder>);
	if (typeof holder?.pid !== 'number' || typeof holder.host !== 'string') return undefined;
	return holder as Holder;
}

/** Renamed into place, so that nobody reads half a record. */
function writeHolder(dir: string): void {
	const unfinished = `${holderFile(dir)}.new`;
	fs.writeFileSync(unfinished, JSON.stringify(thisProcess()), { mode: 0o600 });
	fs.renameSync(unfinished, holderFile(dir));
}

function holderFile(dir: string): string {
	return path.join(dir, 'running.json');
}

function attempt<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}
