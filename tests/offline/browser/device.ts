import type { Write } from '../door.ts';
import type { DeviceQueue } from '../histories.ts';
import type { Look, Tab } from './page/tab.ts';
import type { Opening } from './page/stage.ts';
import type { Wire } from './wire.ts';

const HANGS_MS = 15_000;
const ROUNDS = 50;

/** How a device's tabs are reached. */
export interface Tabs {
	/** Calls a tab, which opens if it is not there; 'gone' where it dies meanwhile. */
	call(tab: number, opening: Opening, name: keyof Tab, given: readonly unknown[]): Promise<unknown>;
	/** With (true) or without (false) a connection. */
	connect(connected: boolean): Promise<void>;
	/** Wakes the service worker to send, where there is one. */
	sync?(given: { skew: number; lives: number | null }): Promise<void>;
	/** The ids that tabs have told as done since this was asked last. */
	told(): Promise<string[]>;
}

/** One device of a history in Chromium: its tabs, and its wire to the server. */
export function browserDevice(tabs: Tabs, wire: Wire, sender: string): DeviceQueue {
	let skew = 0;
	let waiting: string[] = [];
	const refused = new Set<string>();
	wire.person = sender;

	const call = (tab: number, name: keyof Tab, given: readonly unknown[] = [], lives?: number | null) =>
		inTime(name, tabs.call(tab, { sender, skew, lives }, name, given));

	async function see(ids: string[]): Promise<void> {
		ids.forEach((id) => refused.add(id));
		if (ids.length > 0) await call(0, 'letGo', [ids]);
	}

	/** Answers true where nothing is left. */
	async function look(): Promise<boolean> {
		const seen = await call(0, 'look', [], null);
		if (seen === 'gone') return false;
		const shown = seen as Look;
		waiting = shown.waiting;
		await see(shown.refused);
		return !shown.trouble && waiting.length + shown.refused.length === 0;
	}

	return {
		async write({ id, thing, photo }: Write, { tab, net }) {
			wire.faults = [...net];
			wire.afterwards = 'down';
			await tabs.connect(net.length > 0);
			const said = await call(tab, 'write', [{ id, thing, photo }]);
			if (said === true) await see([id]);
			return said !== 'gone';
		},
		async send(faults, { lives }, from) {
			if (from === 'worker' && !tabs.sync) return;
			await tabs.connect(true);
			wire.faults.push(...faults);
			wire.afterwards = 'none';
			if (from === 'worker') await inTime('sync', tabs.sync!({ skew, lives }));
			else await call(from, 'send', [], lives);
		},
		async finish() {
			await tabs.connect(true);
			wire.faults = [];
			wire.afterwards = 'none';
			let empty = false;
			for (let rounds = 0; !empty && rounds < ROUNDS; rounds += 1) empty = await look();
			if (!empty && waiting.length === 0) throw new Error('The network is sound, and the outbox in trouble');
			await wire.settled();
		},
		seen: async () => ({ waiting, refused: [...refused], done: await tabs.told() }),
		jump: (ms) => void (skew += ms)
	};
}

/** What hangs is a fault as well: a lock, say, that nobody lets go of. */
async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`A tab hangs in "${what}"`)), HANGS_MS);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
