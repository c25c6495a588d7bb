import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig, type Plugin } from 'vite';
import { precached } from './src/lib/offline/precache.ts';

const builtWorker = '.svelte-kit/output/client/service-worker.js';

/**
 * The PWA plugin's last step runs after a failed build too, and would hide the reason behind the service
 * worker that then is not there.
 */
function notAfterFailure(plugin: Plugin): Plugin {
	const step = plugin.closeBundle;
	if (!step || typeof step === 'function') return plugin;
	const { handler } = step;
	return {
		...plugin,
		closeBundle: {
			...step,
			handler(error) {
				return existsSync(builtWorker) ? handler.call(this, error) : undefined;
			}
		}
	};
}

const firstPages = ['src/routes/+layout.svelte', 'src/routes/g/[garden]/today/+page.svelte'];

const everyMessage = resolve('src/lib/i18n/paraglide/messages/');

interface Graph {
	getModuleInfo(id: string): { importedIds: readonly string[]; code: string | null } | null;
}

/** What draws a plan; Leaflet and all that is loaded with it is fetched afterwards. */
const plan = new RegExp(
	`/src/(${[
		'lib/geo/(plan|bounds|label-point)',
		'lib/map/(Plan|plan-view|labels|looks|extent|LeafletMap)',
		'features/gardens/plan-parts'
	].join('|')})\\.(ts|svelte)$`
);

/**
 * What everybody's first page needs goes into one file: on a slow connection sixty small ones take longer, and
 * together they compress better. So does what draws plans. All else stays split by page.
 */
function files() {
	let first: Set<string> | undefined;
	return (id: string, graph: Graph): string | null => {
		if (!firstPages.some((page) => graph.getModuleInfo(resolve(page)))) return null;
		first ??= reached(
			firstPages.map((page) => resolve(page)),
			graph
		);
		if (first.has(id)) return 'first';
		return plan.test(id) ? 'plan' : null;
	};
}

/** All modules of ours that are imported from these, and of the messages only those that they name. */
function reached(from: readonly string[], graph: Graph): Set<string> {
	const seen = new Set<string>();
	const open = [...from];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (seen.has(id) || id.includes('node_modules') || id.startsWith(everyMessage)) continue;
		seen.add(id);
		const info = graph.getModuleInfo(id);
		open.push(...(info?.importedIds ?? []));
		for (const [, name] of info?.code?.matchAll(/\bm\.([a-z][a-z0-9_]*)\b/g) ?? [])
			seen.add(`${everyMessage}/${name}.js`);
	}
	return seen;
}

const choice =
	/export const (\w+) = [^;]*?\(\(inputs(?: = \{\})?, options = \{\}\) => \{\n\tconst locale = [^\n]*\n\tif \(locale === "es"\) return (\w+)\(inputs\)\n\treturn (\w+)\(inputs\)\n\}\);/;

/** Svelte carries its custom elements even where there are none. */
const noCustomElements: Plugin = {
	name: 'no-custom-elements',
	applyToEnvironment: ({ name }) => name === 'client',
	load: (id) =>
		id.endsWith('/internal/client/dom/elements/custom-element.js')
			? 'export function create_custom_element() {}'
			: undefined
};

const { baseLocale, locales } = JSON.parse(readFileSync('src/lib/i18n/project.inlang/settings.json', 'utf8'));

/** What pages use of Paraglide's runtime; the rest finds languages in addresses and cookies, which is the server's task here. */
const shorterRuntime: Plugin = {
	name: 'shorter-runtime',
	applyToEnvironment: ({ name }) => name === 'client',
	load: (id) =>
		id === resolve('src/lib/i18n/paraglide/runtime.js')
			? `export const baseLocale = '${baseLocale}', locales = ${JSON.stringify(locales)};
				export const experimentalStaticLocale = undefined;
				let read = () => baseLocale;
				export const getLocale = () => read();
				export const overwriteGetLocale = (next) => void (read = next);`
			: undefined
};

/** Says "this one in English, that one in Spanish" once for all messages, not in each: a tenth of the first page. */
const shorterMessages: Plugin = {
	name: 'shorter-messages',
	applyToEnvironment: ({ name }) => name === 'client',
	transform(code, id) {
		if (!id.startsWith(everyMessage)) return undefined;
		const short = code.replace(
			choice,
			(_, name, es, en) => `export const ${name} = /*#__PURE__*/ spoken(${en}, ${es});`
		);
		if (short === code) return undefined;
		return { code: `import { spoken } from '../../spoken.ts';\n${short}`, map: null };
	}
};

interface Entry {
	url: string;
	revision: string | null;
	size: number;
}

/** Of the scripts and styles of the build, those that pages need which open without a connection. */
function storedAhead(entries: Entry[]) {
	const generated = '.svelte-kit/generated/client-optimized/nodes';
	const nodes = readdirSync(generated).map((name) => {
		const path = `${generated}/${name}`;
		return [path, readFileSync(path, 'utf8')] as const;
	});
	const chunks = JSON.parse(readFileSync('.svelte-kit/output/client/.vite/manifest.json', 'utf8'));
	const files = precached(chunks, Object.fromEntries(nodes));
	const manifest = entries
		.map((entry) => ({ ...entry, url: entry.url.replace(/^client\//, '') }))
		.filter(({ url }) => !url.startsWith('_app/immutable/') || files.has(url));
	return { manifest };
}

export default defineConfig({
	environments: {
		client: {
			build: {
				// Scripts of later pages are in the service worker's cache: listing them all in the first would cost more.
				modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) },
				rolldownOptions: { output: { codeSplitting: { groups: [{ name: files() }] } } }
			}
		}
	},
	plugins: [
		paraglideVitePlugin({
			project: './src/lib/i18n/project.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['globalVariable', 'baseLocale']
		}),
		shorterRuntime,
		shorterMessages,
		noCustomElements,
		sveltekit(),
		...SvelteKitPWA({
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'service-worker.ts',
			injectRegister: false,
			manifest: false,
			injectManifest: {
				globPatterns: ['client/**/*.{js,css,svg,png,webp,woff2}'],
				// Half a megabyte of drawn produce: each is kept when it is first seen. What the system shows of the
				// app when it is installed, it fetches itself.
				globIgnores: ['client/crops/**', 'client/install/**'],
				manifestTransforms: [storedAhead]
			}
		}).map(notAfterFailure)
	]
});
