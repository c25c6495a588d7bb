import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';

/** Changes to the app's modules on their way into the bundle. `file` is the end of a module's path. */
export type Breakage = readonly { file: string; from: string; to: string }[];

/** Builds one of `page/*.ts` with all that it imports, as a script for a page. */
export async function bundle(name: 'stage' | 'ours' | 'workbox', breakage?: Breakage): Promise<string> {
	const built = await build({
		configFile: false,
		publicDir: false,
		logLevel: 'error',
		define: { 'process.env.NODE_ENV': '"production"' },
		plugins: [breakage && breaking(breakage), svelte({ configFile: false })],
		build: {
			write: false,
			minify: false,
			target: 'esnext',
			lib: {
				entry: fileURLToPath(new URL(`page/${name}.ts`, import.meta.url)),
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
			const change = breakage.find(({ file }) => id.endsWith(file));
			if (!change) return undefined;
			if (!code.includes(change.from)) throw new Error(`${id} does not say any more: ${change.from}`);
			return { code: code.replace(change.from, change.to), map: null };
		}
	};
}
