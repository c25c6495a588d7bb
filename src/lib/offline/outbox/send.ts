import { drain, type Drain, type DrainEnd } from './drain.ts';
import type { OutboxStore } from './store.ts';
import { overHttp } from './way.ts';

const LOCK = 'plotluck-outbox';

/** The channel on which tabs and the service worker tell each other what became of an entry. */
export const CHANNEL = 'plotluck-outbox';

/** What Background Sync is asked for by. */
export const SYNC_TAG = 'plotluck-outbox';

/**
 * Sends what one person has waiting on this device. Of all tabs and the service worker one sends at a time; the
 * others wait their turn, so that what was written meanwhile is never left lying. An old browser without locks
 * sends twice at worst, and the server counts it once.
 */
export function sendWaiting(
	store: OutboxStore,
	sender: string,
	{ eager, decided }: { eager?: boolean; decided?: Drain['decided'] } = {}
): Promise<DrainEnd> {
	const tools = { store, way: overHttp, now: Date.now, chance: Math.random, decided };
	const work = () => drain(tools, sender, { eager });
	return 'locks' in navigator ? navigator.locks.request(LOCK, work) : work();
}
