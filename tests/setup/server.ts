import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root, serverArguments } from '../../src/cli/bootstrap/paths.mjs';
import { freePort } from './postgres.mjs';

/** A Plotluck server of its own: where it is, what it keeps its data in, and what it printed so far. */
export interface RunningServer {
	url: string;
	port: number;
	dataDir: string;
	process: ChildProcess;
	output(): string;
	/** Runs one verb of the command line beside it; answers what it printed, throws with that where it fails. */
	plotluck(...args: string[]): Promise<string>;
	/** Ends it in order (SIGTERM) and removes its data, unless told to keep them. */
	stop(keep?: { keepData: boolean }): Promise<void>;
}

/** What a server is started with; whatever is left out is fresh: a free port, a new folder, no demo. */
export interface ServerOptions {
	demo?: boolean;
	port?: number;
	dataDir?: string;
	databaseUrl?: string;
	env?: Record<string, string>;
}

/**
 * Starts the built app (`build/` must be there) on 127.0.0.1 and waits until it says that it is ready.
 * Throws with what it printed where it is not ready within two minutes.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'plotluck-data-')));
	const env = serverEnv(options, { url, port, dataDir });
	const started: ChildProcess[] = [];
	// Whoever ends before `stop()` leaves neither a server nor its data behind.
	const leave = () => {
		for (const child of started) child.kill('SIGKILL');
		rmSync(dataDir, { recursive: true, force: true });
	};
	process.once('exit', leave);
	if (options.demo) await runCli(['demo'], env);
	const child = spawn(process.execPath, serverArguments, {
		cwd: root,
		env,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	started.push(child);
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => (said = (said + chunk).slice(-50_000)));
	}
	await untilReady(url, child, () => said);
	return {
		url,
		port,
		dataDir,
		process: child,
		output: () => said,
		plotluck: (...args) => runCli(args, env),
		async stop({ keepData } = { keepData: false }) {
			process.off('exit', leave);
			if (child.exitCode === null && child.signalCode === null) {
				const gone = once(child, 'exit');
				child.kill('SIGTERM');
				await gone;
			}
			if (!keepData) await rm(dataDir, { recursive: true, force: true });
		}
	};
}

function serverEnv(
	options: ServerOptions,
	at: { url: string; port: number; dataDir: string }
): NodeJS.ProcessEnv {
	const { DATABASE_URL: _, SMTP_URL: __, ...inherited } = process.env;
	return {
		...inherited,
		HOST: '127.0.0.1',
		PORT: String(at.port),
		ORIGIN: at.url,
		DATA_DIR: at.dataDir,
		TILE_URL: 'none',
		...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
		...options.env
	};
}

/** Runs one verb of the command line to its end; answers what it printed, throws with that where it fails. */
async function runCli(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
	const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
		cwd: root,
		env,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
	const [code] = await once(child, 'close');
	if (code !== 0) throw new Error(`plotluck ${args.join(' ')} ended with ${code}:\n${said}`);
	return said;
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
	const end = Date.now() + 120_000;
	while (Date.now() < end) {
		if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${said()}`);
		const ready = await fetch(`${url}/readyz`).then(
			(answer) => answer.ok,
			() => false
		);
		if (ready) return;
		await pause(50);
	}
	child.kill('SIGKILL');
	throw new Error(`The server was not ready within two minutes. It said:\n${said()}`);
}
