import { CHANNEL, sendWaiting } from './send.ts';
import { OutboxStore } from './store.ts';
import { Teller } from './teller.ts';

/**
 * Sends what waits on this device though no page is open: for Background Sync. Throws where something could not
 * be sent, so that the browser asks again later.
 */
export async function sendFromWorker(): Promise<void> {
	const store = new OutboxStore();
	const channel = new BroadcastChannel(CHANNEL);
	const teller = new Teller((told) => channel.postMessage(told));
	let unsent = false;
	for (const sender of await store.senders()) {
		const { trouble } = await sendWaiting(store, sender, {
			eager: true,
			decided: (some) => teller.say(some)
		});
		// What another person of this device wrote waits for their own sign-in, not for the connection.
		unsent ||= trouble !== undefined && trouble !== 'signed-out';
	}
	teller.end();
	channel.close();
	if (unsent) throw new Error('Something still waits to be sent.');
}
