// `npm run bench [-- sizes|start|claims|pages|flow]`: figures of this code on this machine, each a ratio or a count
// of one run. It measures a copy of the project with one page more, an empty one, to compare with.
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from '../../src/cli/bootstrap/install.mjs';
import { at } from '../../src/cli/bootstrap/paths.mjs';
import { handOver, runToEnd, toolEnv } from '../../src/cli/bootstrap/process.mjs';
import { runEntry } from '../../src/cli/bootstrap/say.mjs';

const parts = [
	'src',
	'static',
	'migrations',
	'tests',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'svelte.config.js',
	'vite.config.ts'
];

await runEntry(async () => {
	const runtime = await ensureInstalled();
	const copy = at('.cache', 'bench');
	rmSync(copy, { recursive: true, force: true });
	mkdirSync(copy, { recursive: true });
	for (const part of parts) if (existsSync(at(part))) cpSync(at(part), join(copy, part), { recursive: true });
	symlinkSync(at('node_modules'), join(copy, 'node_modules'), 'dir');
	mkdirSync(join(copy, 'src/routes/empty-page'), { recursive: true });
	writeFileSync(join(copy, 'src/routes/empty-page/+page.svelte'), '<h1>Empty</h1>\n');
	process.chdir(copy);
	const built = await runToEnd(runtime, [at('node_modules/vite/bin/vite.js'), 'build'], {
		cwd: copy,
		env: toolEnv()
	});
	if (built.code !== 0) return built.code;
	return handOver(runtime, [join(copy, 'tests/load/bench.ts'), ...process.argv.slice(2)], toolEnv());
});
