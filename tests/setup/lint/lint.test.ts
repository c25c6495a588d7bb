import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { root } from '../../../src/cli/bootstrap/paths.mjs';

const eslint = new ESLint({ cwd: root, ignore: false });

/** The rules that object to this code, were it in that file of the project. */
async function objections(filePath: string, code: string): Promise<string[]> {
	const [result] = await eslint.lintText(code, { filePath: join(root, filePath) });
	return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const used = "import { x } from 'PATH';\nx();\n";
const importing = (path: string) => used.replace('PATH', path);

test.each([
	['lib never imports a feature', 'src/lib/ui/zz.ts', '#features/plots/rules.ts'],
	['nor by a relative path', 'src/lib/ui/zz.ts', '../../features/plots/rules.ts'],
	['lib never imports a route', 'src/lib/ui/zz.ts', '../../routes/zz.ts'],
	['a feature never imports a route', 'src/features/plots/zz.ts', '../../routes/zz.ts'],
	['a feature never imports the command line', 'src/features/plots/zz.ts', '#cli/screen.ts'],
	['no commands of another room', 'src/features/plots/zz.server.ts', '#features/rota/commands.server.ts'],
	['nor by a relative path', 'src/features/plots/zz.server.ts', '../rota/commands.server.ts'],
	['no jobs of another room', 'src/features/plots/zz.server.ts', '#features/rota/jobs.server.ts'],
	['no room leans on the demo', 'src/features/plots/zz.server.ts', '#features/demo/people.ts'],
	['rules never import a server file', 'src/features/plots/rules.ts', './queries.server.ts'],
	['schemas never import a server file', 'src/features/plots/schema.ts', '#lib/db/database.server.ts'],
	['the service worker never imports a server file', 'src/service-worker.ts', '#lib/db/database.server.ts'],
	['nothing that ships imports tests', 'src/lib/ui/zz.ts', '#tests/setup/server.ts'],
	['migrations stand alone', 'migrations/0099_zz.ts', '#lib/db/tables.ts'],
	['SvelteKit stays in routes', 'src/lib/ui/zz.ts', '$app/state'],
	['no $lib', 'src/routes/zz.ts', '$lib/zz.ts']
])('%s: %s may not import %s', async (_, file, path) => {
	expect(await objections(file, importing(path))).toContain('plotluck/floors');
});

test.each([
	['src/features/plots/zz.server.ts', '#features/rota/queries.server.ts'],
	['src/features/plots/zz.server.ts', './commands.server.ts'],
	['src/features/demo/zz.server.ts', '#features/rota/commands.server.ts'],
	['src/features/rooms.server.ts', './rota/commands.server.ts'],
	['src/features/plots/zz.test.ts', '#tests/setup/server.ts'],
	['src/routes/zz.ts', '#features/plots/queries.server.ts'],
	['src/routes/zz.ts', '$app/state'],
	['src/cli/zz.ts', '#features/rooms.server.ts']
])('%s may import %s', async (file, path) => {
	expect(await objections(file, importing(path))).not.toContain('plotluck/floors');
});

test('an import cycle is an error', async () => {
	const results = await eslint.lintFiles(join(root, 'tests/fixtures/lint/cycle/*.ts'));
	expect(results.map((result) => result.messages.map(({ ruleId }) => ruleId))).toEqual([
		['import-x/no-cycle'],
		['import-x/no-cycle']
	]);
});

test.each(['Date.now()', 'new Date()', 'Date()', 'Math.random()'])('rules may not call %s', async (call) => {
	expect(await objections('src/features/plots/rules.ts', `export const x = () => ${call};\n`)).toContain(
		'no-restricted-syntax'
	);
});

test('rules may make a date of what they are given', async () => {
	expect(
		await objections('src/features/plots/rules.ts', 'export const x = (at: number) => new Date(at);\n')
	).toEqual([]);
});

test('long files, long functions and the console are errors in src, and the console is the command line’s', async () => {
	const long = 'export const x = 1;\n' + '// line\n'.repeat(250);
	expect(await objections('src/lib/ui/zz.ts', long)).toContain('max-lines');
	const tall = `export function x() {\n${'\tx();\n'.repeat(41)}}\n`;
	expect(await objections('src/lib/ui/zz.ts', tall)).toContain('max-lines-per-function');
	expect(await objections('src/lib/ui/zz.ts', 'console.log(1);\n')).toContain('no-console');
	expect(await objections('src/cli/zz.ts', 'console.log(1);\n')).toEqual([]);
});
