import type { Browser } from '@playwright/test';
import type { Faults } from '../compare.ts';
import { play, type Step } from '../histories.ts';
import { PART_BYTES } from '../photo.ts';
import { bundle, type Breakage } from './bundle.ts';
import { browserDevice, type Tabs } from './device.ts';
import type { CommandServer } from './door.ts';
import { framesOf } from './frames.ts';
import { pagesOf } from './pages.ts';
import { openWire, type Wire } from './wire.ts';
import { installWorker } from './worker.ts';

/** Two devices in Chromium on which histories are played, one after the other. */
export interface Playground {
	play(steps: readonly Step[]): Promise<Faults>;
	close(): Promise<void>;
}

interface Device {
	wire: Wire;
	tabs: Tabs;
	close(): Promise<void>;
}

/** What is played on: whose queue, broken or not, in tabs that are frames (quick) or true pages. */
export interface PlaygroundOptions {
	queue?: 'ours' | 'workbox';
	tabs?: 'frames' | 'pages';
	breakage?: Breakage;
}

const STAGE = '<!doctype html><title>Tabs</title><body><script src="/stage.js"></script></body>';
const TAB = '<!doctype html><title>A tab</title><script src="/tab.js"></script>';

/** All ships as it is, but that photos go out in parts of the histories' size. */
const SMALL_PARTS: Breakage = [{ file: 'outbox/way.ts', from: '512 * 1024', to: String(PART_BYTES) }];

/** Opens two devices, each with an origin and so a storage of its own. */
export async function openPlayground(
	browser: Browser,
	server: CommandServer,
	{ queue = 'ours', tabs = 'frames', breakage = [] }: PlaygroundOptions = {}
): Promise<Playground> {
	const withWorker = queue === 'ours' && tabs === 'frames';
	const files = await filesFor(queue, [...SMALL_PARTS, ...breakage], withWorker);
	const open = (keepAlive: boolean) => openWire(server, files, { keepAlive });
	const devices = await Promise.all(
		[true, false].map(async (kept) => device(browser, await open(kept), tabs, withWorker))
	);
	return {
		async play(steps) {
			const person = await server.newPerson();
			const queues = devices.map(({ wire, tabs }) => browserDevice(tabs, wire, person));
			return play(server.door, queues, steps);
		},
		close: async () => void (await Promise.all(devices.map((device) => device.close())))
	};
}

async function filesFor(
	queue: 'ours' | 'workbox',
	changes: Breakage,
	withWorker: boolean
): Promise<Map<string, string>> {
	const [stage, tab, ...worker] = await Promise.all([
		bundle('stage'),
		bundle(queue, changes),
		...(withWorker ? [bundle('worker'), bundle('service-worker', changes)] : [])
	]);
	return new Map([
		['/', STAGE],
		['/tab', TAB],
		['/offline.html', TAB],
		['/stage.js', stage],
		['/tab.js', tab],
		['/service-worker.js', worker.join('')]
	]);
}

async function device(
	browser: Browser,
	wire: Wire,
	tabs: 'frames' | 'pages',
	withWorker: boolean
): Promise<Device> {
	const context = await browser.newContext();
	const close = async () => {
		await context.close();
		await wire.close();
	};
	if (tabs === 'pages') return { wire, tabs: pagesOf(context, wire.url), close };
	const page = await context.newPage();
	await page.goto(wire.url);
	const worker = withWorker ? await installWorker(page) : undefined;
	return { wire, tabs: framesOf(page, worker), close };
}
