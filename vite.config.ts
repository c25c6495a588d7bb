import { existsSync } from 'node:fs';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig, type Plugin } from 'vite';

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

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './src/lib/i18n/project.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['globalVariable', 'baseLocale']
		}),
		sveltekit(),
		...SvelteKitPWA({
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'service-worker.ts',
			injectRegister: false,
			manifest: false,
			injectManifest: {
				globPatterns: ['client/**/*.{js,css,svg,png,webp,woff2}'],
				// Half a megabyte of drawn produce: each is kept when it is first seen.
				globIgnores: ['client/crops/**']
			}
		}).map(notAfterFailure)
	]
});
