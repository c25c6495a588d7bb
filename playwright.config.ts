import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, presentChromium } from './tests/setup/chromium.mjs';
import { freePort } from './tests/setup/postgres.mjs';

// Workers read this file again: what is found out once is handed on in the environment.
process.env.E2E_PORT ??= String(await freePort());
// Where the server keeps its mail as files: tests open the links in them.
if (!process.env.E2E_BASE_URL)
	process.env.E2E_DATA_DIR ??= join(tmpdir(), `plotluck-e2e-${process.env.E2E_PORT}`);
const baseURL = process.env.E2E_BASE_URL ?? `http://127.0.0.1:${process.env.E2E_PORT}`;
const executablePath = await presentChromium();

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	fullyParallel: false,
	workers: 2,
	// A test that passes at the second try has found something: look, do not try again.
	retries: 0,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	use: {
		baseURL,
		locale: 'en-GB',
		timezoneId: 'America/New_York',
		// `TRACE=1` for looking closely: recording costs a seventh of the time.
		trace: process.env.TRACE ? 'retain-on-failure' : 'off',
		screenshot: 'only-on-failure',
		launchOptions: { executablePath, args: chromiumArgs }
	},
	projects: [
		{
			name: 'phone',
			use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
		},
		{
			name: 'desk',
			// What hangs on the network, the worker and the storage, and not on the screen's width, is tried once; here
			// pages are those of browsers without a worker.
			use: { viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' },
			testIgnore:
				/(outbox(-\w+)?|offline|histories|updates|install|turn-photo|webkit|command-line)\.spec\.ts$/
		}
	],
	webServer: process.env.E2E_BASE_URL
		? undefined
		: {
				command: `"${process.execPath}" tests/setup/e2e-server.ts`,
				url: `${baseURL}/readyz`,
				timeout: 240_000,
				stdout: 'ignore',
				stderr: 'pipe',
				gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 }
			}
});
