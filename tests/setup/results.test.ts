import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../src/cli/bootstrap/paths.mjs';
import { playwrightResult, vitestResult } from './results.mjs';

const folder = mkdtempSync(join(tmpdir(), 'plotluck-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(content));
	return file;
}

const vitest = (testResults: unknown[], passed: number) =>
	report({ numPassedTests: passed, numPendingTests: 1, numTodoTests: 1, testResults });

const assertion = (status: string, fullName: string, failureMessages: string[] = []) => ({
	status,
	fullName,
	failureMessages
});

test('a Vitest report: failed tests by name, skipped ones counted', () => {
	const tests = [assertion('passed', 'a'), assertion('failed', 'b fails', ['no b\n  at x'])];
	const file = vitest([{ name: join(root, 'src/x.test.ts'), status: 'failed', assertionResults: tests }], 1);
	expect(vitestResult('unit', file, 1)).toEqual({
		suite: 'unit',
		passed: 1,
		failed: 1,
		skipped: 2,
		failures: ['src/x.test.ts: b fails\n      no b\n        at x']
	});
});

test('a file that could not be loaded is a failure', () => {
	const file = vitest(
		[
			{
				name: join(root, 'src/x.test.ts'),
				status: 'failed',
				message: 'No such export\n at',
				assertionResults: []
			}
		],
		0
	);
	expect(vitestResult('unit', file, 1)).toMatchObject({
		failed: 1,
		failures: ['src/x.test.ts: No such export']
	});
});

test('an exit code that no count explains is a failure, and so is a missing report', () => {
	expect(vitestResult('unit', vitest([], 3), 1)).toMatchObject({ passed: 3, failed: 1 });
	expect(vitestResult('unit', join(folder, 'none.json'), 0)).toMatchObject({ passed: 0, failed: 1 });
	expect(playwrightResult('e2e', join(folder, 'none.json'), 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a Playwright report: unexpected ends at any depth, and what failed outside a test', () => {
	const spec = (status: string) => ({
		title: 'opens',
		file: 'a.spec.ts',
		tests: [{ status, projectName: 'phone', results: [{ error: { message: 'not there' } }] }]
	});
	const opens = 'a.spec.ts [phone]: opens\n      not there';
	const inner = { title: 'b', specs: [spec('unexpected'), spec('expected')] };
	const file = report({
		stats: { expected: 1, skipped: 2 },
		errors: [{ message: 'The server did not start\nmore' }],
		suites: [{ title: 'a', specs: [spec('flaky')], suites: [inner] }]
	});
	expect(playwrightResult('e2e', file, 1)).toEqual({
		suite: 'e2e',
		passed: 1,
		failed: 3,
		skipped: 2,
		failures: ['The server did not start', opens, opens]
	});
});
