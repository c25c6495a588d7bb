import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../setup/postgres.mjs';

/** The engine of Safari as Debian packs it: webkit2gtk-driver and xvfb bring what it takes. */
export const WEBKIT = {
	driver: program('WebKitWebDriver'),
	screen: program('xvfb-run'),
	browser: globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser').at(-1)
};

/** Why it cannot be tried here; undefined where it can. */
export const noWebKit =
	WEBKIT.driver && WEBKIT.screen && WEBKIT.browser
		? undefined
		: 'WebKit is not installed here (Debian: webkit2gtk-driver and xvfb).';

const SECRET_ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A window of WebKit, driven by the WebDriver protocol (W3C): as much of it as the tests need. */
export class WebKitWindow {
	readonly #process: ChildProcess;
	readonly #session: string;

	private constructor(child: ChildProcess, session: string) {
		this.#process = child;
		this.#session = session;
	}

	/** Opens a window as wide as a phone. Throws where the driver does not answer within ten seconds. */
	static async open(): Promise<WebKitWindow> {
		const port = await freePort();
		const child = spawn(
			WEBKIT.screen!,
			['-a', '-s', '-screen 0 1024x1024x24', WEBKIT.driver!, '--host=127.0.0.1', `--port=${port}`],
			{ detached: true, stdio: 'ignore', env: { ...process.env, ...sandboxed() } }
		);
		process.once('exit', () => endAll(child));
		const url = `http://127.0.0.1:${port}`;
		await untilUp(`${url}/status`);
		const options = { binary: WEBKIT.browser, args: ['--automation'] };
		const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
		const { sessionId } = await ask<{ sessionId: string }>(`${url}/session`, { capabilities });
		const window = new WebKitWindow(child, `${url}/session/${sessionId}`);
		await ask(`${window.#session}/window/rect`, { width: 412, height: 860 });
		return window;
	}

	async goto(url: string): Promise<void> {
		await ask(`${this.#session}/url`, { url });
	}

	/** What a function of the page answers; it may be async, and takes what can be written as JSON. */
	async evaluate<T, A extends unknown[]>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
		const script = `const done = arguments[arguments.length - 1];
			Promise.resolve((${work.toString()})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
		const said = await ask<{ value?: T; error?: string }>(`${this.#session}/execute/async`, { script, args });
		if (said.error) throw new Error(said.error);
		return said.value as T;
	}

	/** Types into the first field that the selector finds. */
	async type(selector: string, text: string): Promise<void> {
		const found = await ask<Record<string, string>>(`${this.#session}/element`, {
			using: 'css selector',
			value: selector
		});
		await ask(`${this.#session}/element/${found[SECRET_ELEMENT]}/value`, { text });
	}

	async close(): Promise<void> {
		await fetch(this.#session, { method: 'DELETE' }).catch(() => {});
		endAll(this.#process);
	}
}

function program(name: string): string | undefined {
	for (const folder of (process.env.PATH ?? '').split(delimiter))
		try {
			const path = join(folder, name);
			accessSync(path, constants.X_OK);
			return path;
		} catch {
			// Not in this one.
		}
	return undefined;
}

/** Its sandbox does not work for root, as whom tests may run in a container. */
function sandboxed(): Record<string, string> {
	return process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {};
}

/** The driver, its screen and its browser. */
function endAll(child: ChildProcess): void {
	try {
		process.kill(-child.pid!, 'SIGKILL');
	} catch {
		// Gone already.
	}
}

async function untilUp(url: string): Promise<void> {
	for (const end = Date.now() + 10_000; ;) {
		if (await fetch(url).catch(() => undefined)) return;
		if (Date.now() > end) throw new Error('WebKitWebDriver does not answer.');
		await pause(100);
	}
}

async function ask<T>(url: string, body: object): Promise<T> {
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	const { value } = (await answer.json()) as { value: T & { message?: string } };
	if (!answer.ok) throw new Error(`${url}: ${value.message}`);
	return value;
}
