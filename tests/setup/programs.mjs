import { spawn } from 'node:child_process';
import { root } from '../../src/cli/bootstrap/paths.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a test runner with our output as its own, to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export function runProgram(command, args, env) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
		running.add(child);
		child.on('error', (error) => {
			process.stderr.write(`${error.message}\n`);
			running.delete(child);
			resolve(127);
		});
		child.on('exit', (code) => {
			running.delete(child);
			resolve(code ?? 1);
		});
	});
}

/** Asks the runners that are at work to end. */
export function stopPrograms() {
	for (const child of running) child.kill('SIGTERM');
}
