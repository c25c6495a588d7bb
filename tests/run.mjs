// `npm test`: sets up what the tests need (packages, messages, types, build, a Chromium, a PostgreSQL), runs
// the suites, and ends with one line: "N passed, N failed". Plain JavaScript for whatever Node the machine has.
//   npm test                          everything
//   npm test -- unit                  one suite or more of: unit, integration (pglite and postgres), e2e
//   npm test -- pglite src/features/x what follows the suites goes to the runner: files, -t "name", …
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureMessages } from '../src/cli/bootstrap/build.mjs';
import { ensureInstalled } from '../src/cli/bootstrap/install.mjs';
import { at } from '../src/cli/bootstrap/paths.mjs';
import { runToEnd, toolEnv, whenNpmWasStopped } from '../src/cli/bootstrap/process.mjs';
import { SetupProblem, runEntry, say } from '../src/cli/bootstrap/say.mjs';
import { runProgram, stopPrograms } from './setup/programs.mjs';
import { broken, playwrightResult, vitestResult } from './setup/results.mjs';

/** @typedef {import('./setup/results.mjs').Result} Result */

const groups = {
	unit: ['unit'],
	integration: ['pglite', 'postgres'],
	pglite: ['pglite'],
	postgres: ['postgres'],
	e2e: ['e2e']
};

/** @type {(() => unknown)[]} what is to be undone at the end, last first */
const cleanUp = [];

await runEntry(async () => {
	const { suites, rest } = readArguments(process.argv.slice(2));
	const stop = async () => {
		stopPrograms();
		await undoAll();
		process.exit(130);
	};
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
	whenNpmWasStopped(stop);
	try {
		return await runAll(suites, rest);
	} finally {
		await undoAll();
	}
});

/** @param {string[]} given */
function readArguments(given) {
	const end = given.findIndex((word) => !Object.hasOwn(groups, word));
	const names = end === -1 ? given : given.slice(0, end);
	const chosen = names.length > 0 ? names : Object.keys(groups);
	const suites = [...new Set(chosen.flatMap((name) => groups[/** @type {keyof groups} */ (name)]))];
	return { suites, rest: end === -1 ? [] : given.slice(end) };
}

async function undoAll() {
	for (const undo of cleanUp.splice(0).reverse()) await undo();
}

/**
 * @param {string[]} suites
 * @param {string[]} rest
 * @returns {Promise<number>} the exit code
 */
async function runAll(suites, rest) {
	const runtime = await ensureInstalled();
	const reports = mkdtempSync(join(tmpdir(), 'plotluck-reports-'));
	cleanUp.push(() => rmSync(reports, { recursive: true, force: true }));
	const setup = await prepare(runtime, suites);
	/** @type {Result[]} */
	const results = [];
	for (const suite of suites) {
		const started = Date.now();
		const result = setup.problems[suite]
			? broken(suite, setup.problems[suite])
			: await runSuite(suite, { runtime, reports, rest, env: setup.env });
		results.push({ ...result, seconds: (Date.now() - started) / 1000 });
	}
	return summarise(results);
}

/**
 * What the suites need. What cannot be had is a sentence against the suites that need it; the others run.
 * @param {string} runtime
 * @param {string[]} suites
 */
async function prepare(runtime, suites) {
	/** @type {Record<string, string>} */
	const problems = {};
	/** @type {NodeJS.ProcessEnv} */
	const env = {};
	/** @param {string[]} needing @param {() => Promise<void>} step */
	const attempt = async (needing, step) => {
		const wanted = needing.filter((suite) => suites.includes(suite));
		if (wanted.length === 0) return;
		try {
			await step();
		} catch (error) {
			if (!(error instanceof SetupProblem)) throw error;
			for (const suite of wanted) problems[suite] ??= error.message;
		}
	};
	await attempt(suites, () => ensureMessages(runtime));
	await attempt(suites, () => syncTypes(runtime));
	await attempt(['pglite', 'postgres', 'e2e'], () => ensureBuilt(runtime));
	await attempt(['postgres'], async () => {
		const { startPostgres } = await import('./setup/postgres.mjs');
		const server = await startPostgres();
		cleanUp.push(() => server.stop());
		say(`integration tests run on ${server.from}.`);
		env.TEST_DATABASE_URL = server.url;
	});
	await attempt(['e2e'], async () => {
		const { ensureChromium } = await import('./setup/chromium.mjs');
		env.CHROMIUM_PATH = await ensureChromium();
		say(`browser tests run in ${env.CHROMIUM_PATH}.`);
	});
	return { problems, env };
}

/**
 * tsconfig.json stands on a file that SvelteKit writes.
 * @param {string} runtime
 */
async function syncTypes(runtime) {
	const { code, output } = await runToEnd(
		runtime,
		[at('node_modules', '@sveltejs', 'kit', 'svelte-kit.js'), 'sync'],
		{
			quiet: true
		}
	);
	if (code !== 0) throw new SetupProblem(`svelte-kit sync failed:\n${output}`);
}

/**
 * @param {string} suite
 * @param {{ runtime: string, reports: string, rest: string[], env: NodeJS.ProcessEnv }} context
 * @returns {Promise<Result>}
 */
async function runSuite(suite, { runtime, reports, rest, env }) {
	const report = join(reports, `${suite}.json`);
	mkdirSync(reports, { recursive: true });
	process.stdout.write(`\n── ${suite} ──\n`);
	if (suite === 'e2e') {
		const args = [
			at('node_modules', '@playwright', 'test', 'cli.js'),
			'test',
			'--reporter=list,json',
			...rest
		];
		if (rest.length > 0) args.push('--pass-with-no-tests');
		const code = await runProgram(runtime, args, toolEnv({ ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }));
		return playwrightResult(suite, report, code);
	}
	const args = [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', suite, '--reporter=default'];
	args.push('--reporter=json', `--outputFile.json=${report}`, ...rest);
	if (rest.length > 0) args.push('--passWithNoTests');
	const code = await runProgram(runtime, args, toolEnv(env));
	return vitestResult(suite, report, code);
}

/**
 * One line for each suite, the names of what failed, and at the very last the sum.
 * @param {Result[]} results
 * @returns {number} the exit code
 */
function summarise(results) {
	const sum = { passed: 0, failed: 0, skipped: 0 };
	process.stdout.write('\n── summary ──\n');
	for (const { suite, passed, failed, skipped, seconds, failures } of results) {
		sum.passed += passed;
		sum.failed += failed;
		sum.skipped += skipped;
		const skips = skipped > 0 ? `, ${skipped} skipped` : '';
		process.stdout.write(
			`${suite.padEnd(10)} ${passed} passed, ${failed} failed${skips} (${seconds?.toFixed(1)} s)\n`
		);
		for (const failure of failures) process.stdout.write(`    ✗ ${failure}\n`);
	}
	if (sum.passed + sum.failed === 0) process.stdout.write('No test was found for that.\n');
	const skips = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
	process.stdout.write(`${sum.passed} passed, ${sum.failed} failed${skips}\n`);
	return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}
