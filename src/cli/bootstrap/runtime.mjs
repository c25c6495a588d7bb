import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { at } from './paths.mjs';
import { runToEnd, toolEnv } from './process.mjs';
import { SetupProblem, say } from './say.mjs';

/** The oldest Node that runs our TypeScript as it stands (types stripped) and has argon2. */
const oldest = 24;

/** The oldest Node that npm needs to get that far. */
const oldestToInstall = 20;

/** Refuses a Node on which not even the installation can be done. */
export function refuseOldNode() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= oldestToInstall) return;
	throw new SetupProblem(
		`This is Node ${process.versions.node}; Plotluck needs Node ${oldestToInstall} or newer to set itself up. ` +
			'Install a current Node from https://nodejs.org and run the command again.'
	);
}

/** Where the npm package `node` puts its program. */
function pinnedNode() {
	return at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Whether a program is there and is a Node that can run us.
 * @param {string} path
 */
function works(path) {
	if (!existsSync(path)) return false;
	const { status, stdout } = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' });
	return status === 0 && Number(stdout.split('.')[0]) >= oldest;
}

/**
 * The Node to run Plotluck with, tried out: the one in node_modules; where its install script was blocked
 * or failed, that script run by hand; else the Node we run on, if it is new enough.
 * @returns {Promise<string>} an absolute path
 */
export async function findRuntime() {
	if (works(pinnedNode())) return pinnedNode();
	if (Number(process.versions.node.split('.')[0]) >= oldest) return process.execPath;
	if (existsSync(at('node_modules', 'node', 'package.json'))) {
		say('the Node that comes with the packages is not in place yet; fetching it.');
		await runToEnd(process.execPath, ['installArchSpecificPackage'], {
			cwd: at('node_modules', 'node'),
			env: toolEnv({ npm_config_ignore_scripts: 'false' }),
			timeoutMs: 300_000
		});
		if (works(pinnedNode())) return pinnedNode();
	}
	throw new SetupProblem(
		`Plotluck runs on Node ${oldest} or newer. This is Node ${process.versions.node}, and the newer one that npm ` +
			`should have brought (node_modules/node) does not run on this machine. Install Node ${oldest} or newer ` +
			'from https://nodejs.org and run the command again.'
	);
}
