import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';

/** Changes to the app's modules on their way into the bundle. `file` is the end of a module's path. */
export type Breakage = readonly { file: string; from: string; to: string }[];

/** Builds one of `page/*.ts`, or the app's service worker, with all that it imports, as a script. */
export async function bundle(
	name: 'stage' | 'ours' | 'workbox' | 'worker' | 'service-worker',
	breakage: Breakage = []
): Promise<string> {
	const entry = name === 'service-worker' ? '../../../src/service-worker.ts' : `page/${name}.ts`;
	const built = await build({
		configFile: false,
		publicDir: false,
		logLevel: 'error',
		define: { 'process.env.NODE_ENV': '"production"' },
		plugins: [breaking(breakage), svelte({ configFile: false })],
		build: {
			write: false,
			minify: false,
			target: 'esnext',
			lib: {
				entry: fileURLToPath(new URL(entry, import.meta.url)),
				name: 'built',
				formats: ['iife']
			}
		}
	});
	return (built as Rolldown.RolldownOutput[])[0]!.output[0].code;
}

function breaking(breakage: Breakage): Plugin {
	return {
		name: 'breaking',
		enforce: 'pre',
		transform(code, id) {
			const changes = breakage.filter(({ file }) => id.endsWith(file));
			if (changes.length === 0) return undefined;
			let broken = code;
			for (const { from, to } of changes) {
				if (!broken.includes(from)) throw new Error(`${id} does not say any more: ${from}`);
				broken = broken.replace(from, () => to);
			}
			return { code: broken, map: null };
		}
	};
}
