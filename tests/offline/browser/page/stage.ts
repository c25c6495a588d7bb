import { CHANNEL } from '#lib/offline/outbox/send.ts';
import type { Told } from '#lib/offline/outbox/teller.ts';
import type { Tab } from './tab.ts';
import { WORKER, type Arming, type Word } from './worker-words.ts';

/** How a tab is opened, and how long it is to live from now on (undefined: as before). */
export interface Opening {
	sender: string;
	skew: number;
	lives?: number | null;
}

interface Realm extends Window {
	tab: Tab;
	arm(lives: number | null): void;
	setClock(ms: number): void;
}

interface Open {
	realm: Realm;
	sender: string;
	gone: Promise<'gone'>;
	ready: Promise<void>;
}

const tabs = new Map<number, Open>();
const done: string[] = [];
let script: Promise<string> | undefined;

/**
 * A device's tabs: frames, each with a world of its own, that share the origin's storage, locks and channels. One
 * that is taken out of the page ends like a closed tab.
 */
export const stage = {
	/** Calls a tab, which opens if it is not there. Answers 'gone' where it dies meanwhile. */
	async call(at: number, opening: Opening, name: keyof Tab, given: unknown[]): Promise<unknown> {
		const tab = tabs.get(at) ?? (await open(at, opening));
		const { realm, gone } = tab;
		realm.setClock(opening.skew);
		if (opening.lives !== undefined) realm.arm(opening.lives);
		if (tab.sender !== opening.sender) tab.ready = realm.tab.open(opening.sender);
		tab.sender = opening.sender;
		const work = async () => {
			await tab.ready;
			return (realm.tab[name] as (...args: unknown[]) => Promise<unknown>)(...given);
		};
		return Promise.race([gone, work().catch(afterDeath(at, realm))]);
	},
	/** The ids that tabs have told as done since this was asked last. */
	told: (): string[] => done.splice(0),
	/** Installs the service worker. */
	async install(): Promise<void> {
		await navigator.serviceWorker.register('/service-worker.js');
		await navigator.serviceWorker.ready;
	},
	/** Tells the service worker, which starts if it does not run, how long it is to live. */
	async arm(given: Omit<Arming, 'type'>): Promise<void> {
		const { active } = await navigator.serviceWorker.ready;
		const armed = word('armed');
		ended = word('ended', 'dying');
		active!.postMessage({ type: 'arm', ...given } satisfies Arming);
		await armed;
	},
	/** Once the service worker has ended its work, or is to be stopped in the middle of it. */
	ended: (): Promise<Word> => ended
};

const worker = new BroadcastChannel(WORKER);
let ended: Promise<Word>;

function word(...wanted: Word[]): Promise<Word> {
	return new Promise((resolve) => {
		const hear = ({ data }: MessageEvent<Word>) => {
			if (!wanted.includes(data)) return;
			worker.removeEventListener('message', hear);
			resolve(data);
		};
		worker.addEventListener('message', hear);
	});
}

async function open(at: number, { sender, skew, lives }: Opening): Promise<Open> {
	script ??= fetch('/tab.js').then((answer) => answer.text());
	const code = await script;
	// With no address of its own a frame has a world at once, of the page's origin: nothing need be loaded.
	const frame = document.createElement('iframe');
	const gone = new Promise<'gone'>((resolve) =>
		frame.addEventListener('gone', () => {
			tabs.delete(at);
			resolve('gone');
		})
	);
	document.body.append(frame);
	const element = frame.contentDocument!.createElement('script');
	element.textContent = code;
	frame.contentDocument!.body.append(element);
	const realm = frame.contentWindow as Realm;
	realm.setClock(skew);
	realm.arm(lives ?? null);
	const opened = { realm, sender, gone, ready: realm.tab.open(sender) };
	tabs.set(at, opened);
	return opened;
}

/** What a dying tab throws is no fault of the outbox. */
function afterDeath(at: number, realm: Realm): (error: unknown) => unknown {
	return (error) => {
		if (tabs.get(at)?.realm === realm) throw error;
		return 'gone';
	};
}

new BroadcastChannel(CHANNEL).addEventListener('message', ({ data }: MessageEvent<Told>) => {
	for (const { id, kind } of data.decisions) if (kind === 'done') done.push(id);
});
Object.assign(globalThis, { stage });
