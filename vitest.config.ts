import { defineConfig } from 'vitest/config';

const integration = ['src/**/*.integration.test.ts', 'tests/**/*.integration.test.ts'];
const unit = ['src/**/*.test.ts', 'tests/**/*.test.ts'];

// Tests run in plain Node, as the command line runs the same modules: no SvelteKit, no browser.
export default defineConfig({
	// What a test imports is what ships; Vite looks the `#…` imports up in package.json like Node does.
	resolve: { conditions: ['node'] },
	test: {
		environment: 'node',
		// Two at a time on any machine: PGlite holds some 200 MB for each, and figures stay comparable.
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 60_000,
		restoreMocks: true,
		projects: [
			{
				extends: true,
				test: { name: 'unit', include: unit, exclude: [...integration, '**/node_modules/**', 'tests/e2e/**'] }
			},
			{
				extends: true,
				test: {
					name: 'pglite',
					include: integration,
					env: { PLOTLUCK_TEST_ENGINE: 'pglite' },
					globalSetup: ['tests/setup/global-pglite.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'postgres',
					include: integration,
					env: { PLOTLUCK_TEST_ENGINE: 'postgres' },
					globalSetup: ['tests/setup/global-postgres.ts']
				}
			}
		]
	}
});
