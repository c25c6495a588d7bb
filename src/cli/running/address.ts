import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where a running server can be asked: a Unix socket, or a named pipe on Windows. */
export interface Address {
	socket: string;
	/** Takes away what was laid down for it; the socket itself goes when it is closed. */
	remove(): void;
}

/** What the address of a Unix socket may hold in bytes, without its end; the systems differ by a few. */
const LONGEST = 100;

/**
 * A fresh place to listen at for the server of `dataDir`: inside it, where its path is short enough, and else in a
 * folder of its own (0700) among the machine's temporary files, or a pipe with a name that cannot be guessed. The
 * file `cli.at` then says where. What a killed server left behind is removed.
 */
export function layDownAddress(dataDir: string, outside = mustBeOutside(dataDir)): Address {
	clearAddress(dataDir);
	if (!outside) return { socket: inside(dataDir), remove() {} };
	const socket =
		process.platform === 'win32'
			? `\\\\.\\pipe\\plotluck-${randomUUID()}`
			: path.join(fs.mkdtempSync(path.join(os.tmpdir(), PREFIX)), 'cli.sock');
	fs.writeFileSync(note(dataDir), socket, { mode: 0o600 });
	return { socket, remove: () => clearAddress(dataDir) };
}

/** Where the server of `dataDir` listens, if there is one. */
export function readAddress(dataDir: string): string {
	return readNote(dataDir) ?? inside(dataDir);
}

const PREFIX = 'plotluck-cli-';

function mustBeOutside(dataDir: string): boolean {
	return process.platform === 'win32' || Buffer.byteLength(inside(dataDir)) > LONGEST;
}

function clearAddress(dataDir: string): void {
	const before = readNote(dataDir);
	if (before && path.basename(path.dirname(before)).startsWith(PREFIX))
		fs.rmSync(path.dirname(before), { recursive: true, force: true });
	fs.rmSync(note(dataDir), { force: true });
	fs.rmSync(inside(dataDir), { force: true });
}

function readNote(dataDir: string): string | undefined {
	try {
		return fs.readFileSync(note(dataDir), 'utf8');
	} catch {
		return undefined;
	}
}

function inside(dataDir: string): string {
	return path.join(dataDir, 'cli.sock');
}

function note(dataDir: string): string {
	return path.join(dataDir, 'cli.at');
}
