// `npm run -s plotluck -- <verb>`: the command line, set up first where it has to be, without a word
// on standard output that is not the verb's own.
import { ensureMessages } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { at } from './paths.mjs';
import { handOver, toolEnv } from './process.mjs';
import { runEntry } from './say.mjs';

await runEntry(async () => {
	const runtime = await ensureInstalled({ quiet: true });
	await ensureMessages(runtime);
	return handOver(runtime, [at('src', 'cli', 'main.ts'), ...process.argv.slice(2)], toolEnv());
});
