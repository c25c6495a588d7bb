import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
const config = {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ precompress: true }),
		// Hashes, not nonces: a page's bytes then depend on its data alone, so it can carry an ETag.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'frame-ancestors': ['none'],
				'form-action': ['self'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				'connect-src': ['self']
			}
		},
		serviceWorker: { register: false },
		version: { pollInterval: 0 },
		typescript: {
			config: (tsconfig) => {
				tsconfig.include.push('../migrations/**/*.ts', '../tests/**/*.ts', '../*.ts');
			}
		}
	}
};

export default config;
