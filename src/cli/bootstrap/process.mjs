import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { at, root } from './paths.mjs';

/**
 * The environment for a program of ours: `node` and the tools of node_modules come first on PATH.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv(more = {}) {
	const name = Object.keys(process.env).find((key) => key.toLowerCase() === 'path') ?? 'PATH';
	const path = [at('node_modules', '.bin'), process.env[name]].filter(Boolean).join(delimiter);
	return { ...process.env, ...more, [name]: path };
}

/**
 * How npm is called here: the one that runs us where there is one, so that no second npm is met.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand() {
	const cli = process.env.npm_execpath;
	if (cli && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli)) {
		return { command: process.execPath, args: [cli], shell: false };
	}
	return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Runs a program to its end and keeps the tail of what it said.
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, shell?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 *   not quiet: its output also goes to our standard error as it comes
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} code 127 where it could not be started
 */
export function runToEnd(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd: options.cwd ?? root,
			env: options.env ?? toolEnv(),
			shell: options.shell ?? false,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		// Whoever ends us does not leave npm or a build at work.
		const leave = () => child.kill('SIGTERM');
		process.once('exit', leave);
		child.once('close', () => process.off('exit', leave));
		let output = '';
		let timedOut = false;
		const timer = options.timeoutMs
			? setTimeout(() => ((timedOut = true), child.kill('SIGKILL')), options.timeoutMs)
			: undefined;
		/** @param {Buffer} chunk */
		const keep = (chunk) => {
			output = (output + chunk).slice(-100_000);
			if (!options.quiet) process.stderr.write(chunk);
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.on('error', (error) => {
			clearTimeout(timer);
			resolve({ code: 127, output: output + error.message, timedOut });
		});
		child.on('close', (code) => {
			clearTimeout(timer);
			resolve({ code: code ?? 1, output, timedOut });
		});
	});
}

/**
 * Hands the terminal to a program: same input and output, signals passed on, answers its exit code
 * (128 + number where a signal ended it).
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export function handOver(command, args, env) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: 'inherit', env });
		for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
			process.on(signal, () => {
				// Ctrl-C in a terminal reaches the child by itself; a second one would mean "at once".
				if (signal === 'SIGINT' && process.stdin.isTTY) return;
				child.kill(signal);
			});
		}
		whenNpmWasStopped(() => child.kill('SIGTERM'));
		child.on('error', reject);
		child.on('exit', (code, signal) => {
			resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1));
		});
	});
}

/**
 * npm passes a SIGTERM on to the shell between it and us, which dies of it and tells nobody. That shell gone,
 * we are somebody else's child: that is how a stopped `npm start` is noticed.
 * @param {() => void} stop is called once
 */
export function whenNpmWasStopped(stop) {
	if (!process.env.npm_lifecycle_event) return;
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		stop();
	}, 250);
	watch.unref();
}
