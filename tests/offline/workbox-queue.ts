import type { Queue as WorkboxQueue } from 'workbox-background-sync/Queue.js';
import type { CountingDoor, Write } from './door.ts';
import { TabKilled, type DeviceQueue, type Life } from './histories.ts';
import { overNet, type Fault } from './net.ts';

const UNBROKEN: Life = { lives: null, step: (work) => work() };

type Handler = (request: Request) => Promise<Response>;

/** Which device's request it is, is said by its address: there is one fetch and one clock in this process. */
const handlers = new Map<string, Handler>();
const realNow = Date.now;
let skewNow = 0;

/** Workbox's own queue for Background Sync as one device's queue: what most apps would take. */
export async function workboxQueue(door: CountingDoor, name: string): Promise<DeviceQueue> {
	const { Queue } = await loadWorkbox();
	const queue = new Queue(name, { onSync: () => {} });
	const url = `http://garden.test/${encodeURIComponent(name)}`;
	let skew = 0;
	// Both tabs of a device share its handler: with one of them, the whole browser is gone.
	let browser = Promise.withResolvers<void>();

	async function send(given: readonly Fault[], life: Life): Promise<void> {
		const faults = [...given];
		const kill = () => {
			browser.resolve();
			browser = Promise.withResolvers();
		};
		handlers.set(url, (request) => answer(door, faults.shift() ?? 'none', request, life, kill));
		skewNow = skew;
		// A replay that meets no network throws; the queue keeps the rest for the next one.
		await Promise.race([queue.replayRequests().catch(() => {}), browser.promise]);
		skewNow = 0;
	}

	return {
		send,
		jump: (ms) => void (skew += ms),
		async write({ id, thing, doneAt }) {
			skewNow = skew;
			await queue.pushRequest({
				request: new Request(url, { method: 'POST', body: JSON.stringify({ id, thing, doneAt }) })
			});
			return true;
		},
		async finish() {
			for (let rounds = 0; rounds < 20 && (await queue.size()) > 0; rounds += 1) await send([], UNBROKEN);
		},
		async seen() {
			const entries = await queue.getAll();
			const writes = await Promise.all(entries.map(({ request }) => writeIn(request)));
			return { waiting: writes.map(({ id }) => id), refused: [] };
		}
	};
}

async function loadWorkbox(): Promise<{ Queue: typeof WorkboxQueue }> {
	const worker = globalThis as Record<string, unknown>;
	worker.self ??= globalThis;
	worker.registration ??= {};
	worker.location ??= new URL('http://garden.test/');
	worker.__WB_DISABLE_DEV_LOGS = true;
	globalThis.fetch = ((request: Request) => handlers.get(request.url)!(request)) as typeof fetch;
	Date.now = () => realNow() + skewNow;
	return import('workbox-background-sync/Queue.js');
}

async function writeIn(request: Request): Promise<Write> {
	return (await request.clone().json()) as Write;
}

async function answer(
	door: CountingDoor,
	fault: Fault,
	request: Request,
	life: Life,
	kill: () => void
): Promise<Response> {
	const write = await writeIn(request);
	try {
		const { id, thing, doneAt } = write;
		const sent = { id, name: 'test.write', doneAt, input: { thing } };
		const reply = await life.step(() => overNet(door, fault, [sent]));
		if (reply.kind === 'nothing') throw new TypeError('Failed to fetch');
		if (reply.kind === 'status') return new Response('', { status: reply.status });
		if (reply.kind !== 'answers') return new Response('<html>');
		return new Response('', { status: reply.ok.get(write.id) ? 200 : 409 });
	} catch (error) {
		if (!(error instanceof TabKilled)) throw error;
		kill();
		// Nothing of a tab that is gone goes on, not even its way of dealing with an error.
		return new Promise(() => {});
	}
}
