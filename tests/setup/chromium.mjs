import { existsSync } from 'node:fs';
import { join, delimiter } from 'node:path';
import { at, readOr } from '../../src/cli/bootstrap/paths.mjs';
import { runToEnd } from '../../src/cli/bootstrap/process.mjs';
import { SetupProblem, say } from '../../src/cli/bootstrap/say.mjs';

/**
 * The Chromium that is already on this machine: the one named in CHROMIUM_PATH, Playwright's own download,
 * or an installed Chromium or Chrome.
 * @returns {Promise<string | undefined>} an absolute path
 */
export async function presentChromium() {
	const named = process.env.CHROMIUM_PATH;
	if (named && !existsSync(named))
		throw new SetupProblem(`CHROMIUM_PATH names ${named}, which is not there.`);
	if (named) return named;
	const own = await playwrightsOwn();
	return [own, ...installedPlaces()].find((path) => path && existsSync(path));
}

/**
 * Like presentChromium; where there is none, one is fetched: by Playwright, else (as root on Debian and its
 * like) from the system's packages.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
	const present = await presentChromium();
	if (present) return present;
	say('no Chromium on this machine; fetching one for the tests in a browser.');
	const cli = at('node_modules', '@playwright', 'test', 'cli.js');
	await runToEnd(process.execPath, [cli, 'install', 'chromium'], { quiet: true, timeoutMs: 120_000 });
	if (!(await presentChromium()) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await runToEnd('apt-get', ['update', '-q'], { quiet: true, env, timeoutMs: 180_000 });
		await runToEnd('apt-get', ['install', '-yq', 'chromium'], { quiet: true, env, timeoutMs: 600_000 });
	}
	const fetched = await presentChromium();
	if (fetched) return fetched;
	throw new SetupProblem(
		'No Chromium for the tests in a browser: none is installed, and none could be fetched by Playwright' +
			(process.getuid?.() === 0 ? ' or apt-get' : '') +
			'. Install Chromium or Chrome, or name one in CHROMIUM_PATH.'
	);
}

async function playwrightsOwn() {
	try {
		const { chromium } = await import('@playwright/test');
		return chromium.executablePath();
	} catch {
		return undefined;
	}
}

/** Where the systems keep an installed Chromium or Chrome. */
function installedPlaces() {
	if (process.platform === 'darwin') {
		return ['/Applications', join(process.env.HOME ?? '', 'Applications')].flatMap((folder) => [
			join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
			join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome')
		]);
	}
	if (process.platform === 'win32') {
		return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
			['Google\\Chrome', 'Chromium'].map((app) =>
				join(process.env[name] ?? '', app, 'Application', 'chrome.exe')
			)
		);
	}
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
	const folders = [
		...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
		'/usr/bin',
		'/usr/local/bin'
	];
	// Ubuntu's /usr/bin/chromium-browser may be a script that only says to install the snap.
	return names
		.flatMap((name) => folders.map((folder) => join(folder, name)))
		.filter((path) => !/requires the chromium snap/.test(readOr(path).slice(0, 2000)));
}

/** Chromium's switches for tests: nothing of its own on the network; no sandbox only where root leaves no other way. */
export const chromiumArgs = [
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-quic',
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
];
