import fs from 'node:fs';
import path from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Mounted = Awaited<ReturnType<NodeFS['init']>>;

/** The little of an emscripten stream that syncing needs: the file's mode and Node's descriptor. */
interface Stream {
	nfd: number;
	node: { mode: number };
}

interface Module {
	FS: { isDir(mode: number): boolean };
	NODEFS: {
		stream_ops: { fsync?: (stream: Stream) => number };
		/** Turns Node's error codes (EIO, ENOSPC) into those the database understands. */
		tryFSOperation(operation: () => void): void;
	};
}

/**
 * PGlite's file system on a real folder, with the `fsync` it leaves out: without it a commit is answered
 * while its bytes are still in the machine's memory. Takes effect only with PGlite's start parameters
 * `fsync=on` and `wal_sync_method=fsync` (the other methods never reach the file system here).
 * `onAbort` is called when the database gives up (PANIC), before anything more is answered.
 */
export class DurableFS extends NodeFS {
	#onAbort: () => void;

	constructor(folder: string, onAbort: () => void) {
		super(folder);
		this.#onAbort = onAbort;
	}

	override async init(...args: Parameters<NodeFS['init']>): Promise<Mounted> {
		const mounted = await super.init(...args);
		const options = mounted.emscriptenOpts as { preRun?: unknown[]; onAbort?: () => void };
		options.preRun = [...(options.preRun ?? []), addFsync];
		options.onAbort = this.#onAbort;
		return mounted;
	}
}

function addFsync({ FS, NODEFS }: Module): void {
	NODEFS.stream_ops.fsync = (stream) => {
		NODEFS.tryFSOperation(() =>
			FS.isDir(stream.node.mode) ? syncDescriptor(stream.nfd) : fs.fdatasyncSync(stream.nfd)
		);
		return 0;
	};
}

/** A folder's new names can be missing after fdatasync, which may leave out what it takes for mere times. */
function syncDescriptor(folder: number): void {
	// Windows syncs no folders, and its names are safe with the file.
	if (process.platform !== 'win32') fs.fsyncSync(folder);
}

/** Syncs a folder with everything in it, the deepest first, so that it may be renamed to its final place. */
export function syncTree(folder: string): void {
	for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
		const inner = path.join(folder, entry.name);
		if (entry.isDirectory()) syncTree(inner);
		else withOpen(inner, 'r+', fs.fsyncSync);
	}
	syncFolder(folder);
}

/** Syncs the names in a folder: files made in it, renamed into it or removed from it. */
export function syncFolder(folder: string): void {
	if (process.platform !== 'win32') withOpen(folder, 'r', fs.fsyncSync);
}

function withOpen(file: string, flags: string, use: (descriptor: number) => void): void {
	const descriptor = fs.openSync(file, flags);
	try {
		use(descriptor);
	} finally {
		fs.closeSync(descriptor);
	}
}
