// `npm start`: a fresh clone becomes a running server; a second start skips what is up to date.
// Plain JavaScript, since it must run on whatever Node the machine has.
import { ensureBuilt, ensureMessages } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { serverArguments } from './paths.mjs';
import { handOver, toolEnv } from './process.mjs';
import { runEntry } from './say.mjs';

await runEntry(async () => {
	const runtime = await ensureInstalled();
	await ensureBuilt(runtime);
	await ensureMessages(runtime);
	return handOver(runtime, [...serverArguments, ...process.argv.slice(2)], toolEnv());
});
