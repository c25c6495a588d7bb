import { existsSync, writeFileSync } from 'node:fs';
import { at, hashOf, readOr } from './paths.mjs';
import { npmCommand, runToEnd, toolEnv } from './process.mjs';
import { findRuntime, refuseOldNode } from './runtime.mjs';
import { SetupProblem, say } from './say.mjs';

const stampFile = at('node_modules', '.plotluck-stamp');

/**
 * Sees to it that node_modules is what package-lock.json says, and answers the Node to run with.
 * Does nothing but read two small files where it was already so.
 * @param {{ quiet?: boolean }} [options] quiet: npm's own output only when it fails
 * @returns {Promise<string>} the absolute path of a Node that runs Plotluck
 */
export async function ensureInstalled({ quiet = false } = {}) {
	refuseOldNode();
	const wanted = `${process.platform}-${process.arch} ${hashOf(['package-lock.json'])}`;
	const [stamp, runtime] = readOr(stampFile).split('\n');
	if (stamp === wanted && runtime && existsSync(runtime)) return runtime;
	if (!lockedPackagesAreThere()) await install(quiet);
	const found = await findRuntime();
	writeFileSync(stampFile, `${wanted}\n${found}\n`);
	return found;
}

/** Whether npm's own record of node_modules holds each package of the lock file in its version. */
function lockedPackagesAreThere() {
	const record = readOr(at('node_modules', '.package-lock.json'));
	if (!record) return false;
	const present = JSON.parse(record).packages;
	const locked = JSON.parse(readOr(at('package-lock.json'))).packages;
	return Object.keys(locked).every((path) => {
		const { version, optional, devOptional } = locked[path];
		if (path === '') return true;
		// Packages for other machines are locked but never present.
		return present[path] ? present[path].version === version : Boolean(optional || devOptional);
	});
}

/** @param {boolean} quiet */
async function install(quiet) {
	say('installing the packages it is built from (once, a minute or two).');
	let { code, output } = await npm(['ci'], quiet);
	if (code !== 0 && /EUSAGE/.test(output)) {
		// Versions of npm differ in what they want a lock file to list of packages for other machines.
		say('this npm does not accept the lock file as it is; installing without changing it.');
		({ code, output } = await npm(['install', '--no-save'], quiet));
	}
	if (code === 0) return;
	if (quiet) process.stderr.write(output);
	throw new SetupProblem(whyInstallFailed(output));
}

/**
 * @param {string[]} verb
 * @param {boolean} quiet
 */
function npm(verb, quiet) {
	const { command, args, shell } = npmCommand();
	// Without a network, npm's own patience is over a minute.
	const patience = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];
	const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...patience];
	// npm hands its own settings of this very run on; an --omit among them would mislead the next one.
	const env = toolEnv({ NODE_ENV: 'development', npm_config_omit: '' });
	return runToEnd(command, [...args, ...verb, ...options], { quiet, shell, env });
}

/**
 * A sentence for the usual reasons why npm fails.
 * @param {string} output what npm printed
 */
export function whyInstallFailed(output) {
	const again = 'Then run the command again.';
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
		return `The npm registry could not be reached, so the packages could not be installed. Check the connection, and a proxy if you use one ("npm ping" tells). ${again}`;
	}
	if (/ENOSPC/.test(output)) return `The disk is full: the packages need about 700 MB. Make room. ${again}`;
	if (/EACCES|EPERM|EROFS/.test(output)) {
		return `npm may not write to node_modules here. Give this folder to the user who runs the command. ${again}`;
	}
	if (/ENOENT.*npm|not found.*npm|npm.*not found/i.test(output)) {
		return `npm was not found on this machine. It comes with Node: install a current one from https://nodejs.org. ${again}`;
	}
	return `The packages could not be installed; npm's own words are above. Mend that. ${again}`;
}
