import { CHANNEL, sendWaiting } from './send.ts';
import { OutboxStore } from './store.ts';

/**
 * Sends what waits on this device though no page is open: for Background Sync. Throws where something could not
 * be sent, so that the browser asks again later.
 */
export async function sendFromWorker(): Promise<void> {
	const store = new OutboxStore();
	const channel = new BroadcastChannel(CHANNEL);
	let unsent = false;
	for (const sender of await store.senders()) {
		const decided = (_: unknown, decision: unknown) => channel.postMessage({ decision });
		const { trouble } = await sendWaiting(store, sender, { eager: true, decided });
		// What another person of this device wrote waits for their own sign-in, not for the connection.
		unsent ||= trouble !== undefined && trouble !== 'signed-out';
	}
	channel.close();
	if (unsent) throw new Error('Something still waits to be sent.');
}
