import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readOr, root } from '../../src/cli/bootstrap/paths.mjs';

/**
 * @typedef {{ suite: string, passed: number, failed: number, skipped: number, failures: string[], seconds?: number }} Result
 */

/**
 * The result of a suite that could not run: that counts as one failure.
 * @param {string} suite
 * @param {string} reason
 * @returns {Result}
 */
export function broken(suite, reason) {
	return { suite, passed: 0, failed: 1, skipped: 0, failures: [reason] };
}

/**
 * What a Vitest run came to, from its JSON report. A file that could not be loaded, an error outside any test,
 * and an exit code that the counts do not explain are failures too.
 * @param {string} suite
 * @param {string} file
 * @param {number} code
 * @returns {Result}
 */
export function vitestResult(suite, file, code) {
	const report = parse(file);
	if (!report) return broken(suite, `it ended with ${code} and left no report`);
	/** @type {string[]} */
	const failures = [];
	for (const { name, status, message, assertionResults } of report.testResults) {
		const path = relative(root, name);
		const failed = assertionResults.filter(
			(/** @type {{ status: string }} */ test) => test.status === 'failed'
		);
		for (const test of failed) failures.push(because(`${path}: ${test.fullName}`, test.failureMessages?.[0]));
		if (status === 'failed' && failed.length === 0) failures.push(`${path}: ${firstLine(message)}`);
	}
	return settle(suite, code, {
		passed: report.numPassedTests,
		skipped: report.numPendingTests + report.numTodoTests,
		failures
	});
}

/**
 * What a Playwright run came to, from its JSON report.
 * @param {string} suite
 * @param {string} file
 * @param {number} code
 * @returns {Result}
 */
export function playwrightResult(suite, file, code) {
	const report = parse(file);
	if (!report) return broken(suite, `it ended with ${code} and left no report`);
	const failures = [
		...report.errors.map((/** @type {{ message?: string }} */ error) => firstLine(error.message)),
		...report.suites.flatMap((/** @type {PlaywrightSuite} */ part) => unexpected(part))
	];
	return settle(suite, code, { passed: report.stats.expected, skipped: report.stats.skipped, failures });
}

/**
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs: { title: string, file: string, tests: { status: string, projectName: string, results?: { error?: { message?: string } }[] }[] }[] }} PlaywrightSuite
 */

/**
 * @param {PlaywrightSuite} suite
 * @returns {string[]}
 */
function unexpected(suite) {
	const own = suite.specs.flatMap((spec) =>
		spec.tests
			.filter((test) => test.status === 'unexpected' || test.status === 'flaky')
			.map((test) => {
				const said = test.results?.map((result) => result.error?.message).find(Boolean);
				return because(`${spec.file} [${test.projectName}]: ${spec.title}`, said);
			})
	);
	return [...own, ...(suite.suites ?? []).flatMap(unexpected)];
}

/**
 * @param {string} suite
 * @param {number} code
 * @param {{ passed: number, skipped: number, failures: string[] }} counts
 * @returns {Result}
 */
function settle(suite, code, { passed, skipped, failures }) {
	if (code !== 0 && failures.length === 0) failures.push(`it ended with ${code}; see its output above`);
	return { suite, passed, failed: failures.length, skipped, failures };
}

/**
 * A failure with the first lines of what was said: enough to know it by, where the rest of the output is gone.
 * @param {string} name
 * @param {string | undefined} message
 */
function because(name, message) {
	if (!message) return name;
	const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, 12);
	return [name, ...lines.map((line) => `      ${line.slice(0, 200)}`)].join('\n');
}

/** @param {string} file */
function parse(file) {
	const text = readOr(file);
	return text ? JSON.parse(text) : undefined;
}

/** @param {string | undefined} text */
function firstLine(text) {
	return (
		stripVTControlCharacters(text ?? 'it could not be loaded')
			.trim()
			.split('\n')[0] ?? ''
	);
}
