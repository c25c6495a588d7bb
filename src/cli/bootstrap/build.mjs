import { existsSync, writeFileSync } from 'node:fs';
import { at, hashOf, readOr } from './paths.mjs';
import { runToEnd } from './process.mjs';
import { SetupProblem, say } from './say.mjs';

const configs = ['svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
const compiledMessages = 'src/lib/i18n/paraglide';
const project = 'src/lib/i18n/project.inlang';

/**
 * Compiles the messages of all languages where a message file changed since the last time.
 * The command line needs them without a build.
 * @param {string} runtime the Node to run with
 */
export async function ensureMessages(runtime) {
	const stampFile = at('node_modules', '.plotluck-messages');
	const hash = hashOf(
		[`${project}/settings.json`, 'src/lib/i18n/messages', 'src/features', 'package-lock.json'],
		(path) =>
			path.startsWith('src/features/') && /\.[a-z]+$/.test(path) && !/\/messages\/\w+\.json$/.test(path)
	);
	if (readOr(stampFile) === hash && existsSync(at(compiledMessages, 'messages.js'))) return;
	const { code, output } = await runToEnd(
		runtime,
		[
			at('node_modules', '@inlang', 'paraglide-js', 'bin', 'run.js'),
			...['compile', '--project', at(project), '--outdir', at(compiledMessages), '--silent'],
			// As in vite.config.ts: the locale of a request is ours to set, never Paraglide's to guess.
			...['--strategy', 'globalVariable', 'baseLocale']
		],
		{ quiet: true }
	);
	if (code !== 0) {
		process.stderr.write(output);
		throw new SetupProblem('The messages could not be compiled; the reason is above.');
	}
	writeFileSync(stampFile, hash);
}

/**
 * Builds the app into build/ where what it is made from changed since the last build.
 * @param {string} runtime the Node to build with
 */
export async function ensureBuilt(runtime) {
	const stampFile = at('build', '.stamp');
	const hash = sourceHash();
	if (readOr(stampFile) === hash && existsSync(at('build', 'handler.js'))) return;
	say('building the app (about half a minute; later starts skip this).');
	const { code, output } = await runToEnd(runtime, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
		quiet: true
	});
	if (code !== 0) {
		process.stderr.write(output);
		throw new SetupProblem(
			'The app could not be built; the reason is above. The lines that name a file of src/ say where to look.'
		);
	}
	writeFileSync(stampFile, hash);
}

/** A hash of all that goes into the build; tests beside the code and generated files do not. */
function sourceHash() {
	return hashOf(
		['src', 'static', 'migrations', ...configs],
		(path) =>
			path === compiledMessages ||
			path === 'src/cli' ||
			(path.startsWith(`${project}/`) && !path.endsWith('/settings.json')) ||
			/\.test\.ts$/.test(path)
	);
}
