import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '#tests/setup/server.ts';
import { install, type Phone } from './offline-browser.ts';
import { benchDrain } from './offline-drain.ts';
import { benchLighthouse } from './offline-lighthouse.ts';
import { Line } from './offline-line.ts';
import { benchScript } from './offline-script.ts';
import { benchOpening } from './offline-start.ts';
import { benchStored, benchVisit } from './offline-stored.ts';

const PARTS = {
	opening: benchOpening,
	stored: benchStored,
	visit: benchVisit,
	script: benchScript,
	lighthouse: benchLighthouse,
	drain: benchDrain
};

/** On an old phone and on a bad line: a browser in the demo garden, with the embedded database. */
export async function benchOffline(): Promise<void> {
	const line = new Line();
	const url = `http://127.0.0.1:${await line.open()}`;
	const profile = await mkdtemp(path.join(tmpdir(), 'plotluck-phone-'));
	const server = await startServer({ demo: true, env: { LOG_LEVEL: 'warn', ORIGIN: url } });
	line.leadTo(server.port);
	const phone: Phone = { url, line, profile };
	const only = process.argv.slice(2);
	try {
		await install(phone);
		for (const [name, part] of Object.entries(PARTS))
			if (!only.includes('offline') || only.length === 1 || only.includes(name)) await part(phone);
	} finally {
		line.close();
		await server.stop();
		await rm(profile, { recursive: true, force: true });
	}
}
