import { BackgroundSyncPlugin } from 'workbox-background-sync/BackgroundSyncPlugin.js';
import type { Queue } from 'workbox-background-sync/Queue.js';
import { arm, beginLife, dieWithFrame, setClock } from './life.ts';
import type { Tab } from './tab.ts';

let plugin: BackgroundSyncPlugin;
let queue: Queue | undefined;
let sender = '';

/**
 * Workbox's way for writes: to the network at once, and into its queue where that fails. The one realm of a device
 * stands for its service worker; a browser with no Background Sync sends the queue when the worker starts.
 */
const tab: Tab = {
	async open(person) {
		sender = person;
		if (queue) return;
		Object.assign(globalThis, { registration: {} });
		plugin = new BackgroundSyncPlugin('commands', { onSync: ({ queue: own }) => replay(own) });
		({ _queue: queue } = plugin as unknown as { _queue: Queue });
	},
	async write({ id, thing }) {
		const doneAt = new Date(Date.now()).toISOString();
		const body = JSON.stringify({ id, name: 'test.write', version: 1, input: { thing }, doneAt });
		const headers = { 'content-type': 'application/json', 'plotluck-sender': sender };
		const request = new Request('/api/v1/commands', { method: 'POST', headers, body });
		try {
			await fetch(request.clone());
		} catch {
			await plugin.fetchDidFail!({ request } as never);
		}
		return false;
	},
	send: () => replay(queue!),
	async look() {
		await replay(queue!);
		const entries = await queue!.getAll();
		const sent = await Promise.all(entries.map(({ request }) => request.clone().json()));
		return { waiting: sent.map(({ id }: { id: string }) => id), refused: [], trouble: undefined };
	},
	letGo: () => Promise.resolve()
};

/** A replay that meets no network throws; the queue keeps the rest for the next one. */
async function replay(own: Queue): Promise<void> {
	await own.replayRequests().catch(() => {});
}

beginLife(dieWithFrame);
Object.assign(globalThis, { tab, arm, setClock });
