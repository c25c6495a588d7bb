import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
const config = {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ precompress: true }),
		// Nonces, not hashes: hashing the data of a page takes longer than making it.
		csp: {
			mode: 'nonce',
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
