import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's top folder, absolute, without a slash at the end. */
export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[\\/]$/, '');

/**
 * The absolute path of something inside the project.
 * @param {...string} parts
 */
export function at(...parts) {
	return join(root, ...parts);
}

/**
 * How Node is told to run the server. One helper thread instead of four: each holds memory of its own after the
 * embedded database's start (20 to 30 MB in all), and a small machine has no more than two processors anyway.
 */
export const serverArguments = ['--v8-pool-size=1', at('src', 'cli', 'serve.ts')];

/**
 * The text of a small file, or '' where there is none.
 * @param {string} path
 */
export function readOr(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

/**
 * A hash over the content of files and folders of the project; names that are not there count as absent.
 * Content and not times: a fresh checkout, or a branch switched and switched back, is the same tree.
 * (Measured: a few hundred files of source take 20 to 40 ms.)
 * @param {string[]} names relative to the project
 * @param {(path: string) => boolean} [leaveOut] true for what does not count; gets a relative path with '/'
 */
export function hashOf(names, leaveOut = () => false) {
	const hash = createHash('sha256');
	for (const name of names) addTo(hash, name, leaveOut);
	return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} name
 * @param {(path: string) => boolean} leaveOut
 */
function addTo(hash, name, leaveOut) {
	const path = name.split(sep).join('/');
	if (leaveOut(path)) return;
	const stat = statSync(at(name), { throwIfNoEntry: false });
	if (!stat) return;
	if (stat.isDirectory()) {
		for (const child of readdirSync(at(name)).sort()) addTo(hash, join(name, child), leaveOut);
	} else {
		const content = readFileSync(at(name));
		hash.update(`${path}\0${content.length}\0`).update(content);
	}
}
