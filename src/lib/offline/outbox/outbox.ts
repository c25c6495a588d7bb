import { CHANNEL, sendWaiting, SYNC_TAG } from './send.ts';
import { OutboxStore } from './store.ts';
import type { Decision, NewEntry, Unsent } from './types.ts';
import { waiting } from './waiting.svelte.ts';

interface Told {
	decision?: Decision;
}

const store = new OutboxStore();
const asked = new Map<string, (decision: Decision) => void>();
let channel: BroadcastChannel | undefined;
let sender: string | undefined;
let whenSent: () => void = () => {};
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Opens the outbox of the person who is signed in on this page, sends what waits, and goes on doing so: when the
 * connection or the page comes back, and by the clock. `sent` is called when all is sent.
 */
export async function openOutbox(person: string, sent: () => void): Promise<void> {
	whenSent = sent;
	const open = waiting.known && sender === person;
	begin(person);
	if (open) return;
	await look();
	if (waiting.entries.length > 0) void send(true);
}

/** A form may be sent before the page had time to open the outbox. */
function begin(person: string): void {
	if (!sender) listen();
	sender = person;
}

function listen(): void {
	if ('BroadcastChannel' in globalThis) {
		channel = new BroadcastChannel(CHANNEL);
		channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
			if (data.decision) tell(data.decision);
			void look();
		});
	}
	const back = () => {
		if (document.visibilityState === 'visible' && waiting.entries.length > 0) void send(true);
	};
	addEventListener('online', back);
	addEventListener('pageshow', back);
	document.addEventListener('visibilitychange', back);
}

/** Looks into the store again. */
async function look(): Promise<void> {
	if (!sender) return;
	try {
		waiting.entries = await store.of(sender);
		waiting.known = true;
	} catch {
		waiting.trouble = 'storage';
	}
}

/**
 * Keeps entries and sends them at once. Answers what the server decided of the last of them, or undefined where
 * that does not come within `patienceMs`: then they wait. Throws where the device cannot keep them.
 */
export async function keepAndSend(
	entries: readonly NewEntry[],
	patienceMs: number
): Promise<Decision | undefined> {
	begin(entries[0]!.sender);
	const { id } = entries.at(-1)!;
	// Asked for before it is kept: whoever looks into the store next may send it before this one does.
	const decision = new Promise<Decision>((resolve) => asked.set(id, resolve));
	await store.add(entries);
	await changed();
	const tooLong = after(patienceMs);
	const ended = send(true).then(() => {
		const here = waiting.entries.find((entry) => entry.id === id);
		// Another tab or the worker was quicker, and its word is on the way.
		if (!here) return after(patienceMs);
		// What it needs was refused, and so was this.
		return here.refusal ? ({ id, kind: 'refused', refusal: here.refusal } as const) : undefined;
	});
	const answer = await Promise.race([decision, ended, tooLong]);
	asked.delete(id);
	if (!answer) void askForSync();
	return answer;
}

function after(ms: number): Promise<undefined> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

async function askForSync(): Promise<void> {
	const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
	const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
	// Where it is not to be had or not allowed, the page sends by itself.
	await sync?.register(SYNC_TAG).catch(() => undefined);
}

let running: Promise<void> | undefined;
let next: Promise<void> | undefined;

/** Sends what waits; where a round runs already, another follows it. `eager`: without waiting out the pauses. */
export function send(eager = false): Promise<void> {
	if (!running) {
		running = round(eager).finally(() => (running = undefined));
		return running;
	}
	next ??= running.then(() => {
		next = undefined;
		return send(true);
	});
	return next;
}

async function round(eager: boolean): Promise<void> {
	if (!sender) return;
	clearTimeout(timer);
	waiting.sending = true;
	let sent = false;
	try {
		const decided = (_: Unsent, decision: Decision) => {
			// A form that still stands there goes on by itself; loading the page anew would stop it.
			sent ||= decision.kind === 'done' && asked.size === 0;
			tell(decision);
			channel?.postMessage({ decision } satisfies Told);
		};
		const { trouble, nextAt } = await sendWaiting(store, sender, { eager, decided });
		waiting.trouble = trouble;
		if (nextAt !== null) timer = setTimeout(() => void send(), Math.max(500, nextAt - Date.now()));
	} catch {
		waiting.trouble = 'storage';
	}
	waiting.sending = false;
	await look();
	if (sent && !waiting.entries.some(({ state }) => state === 'waiting')) whenSent();
}

function tell(decision: Decision): void {
	if (decision.kind === 'done' || decision.kind === 'refused') asked.get(decision.id)?.(decision);
}

/** Sends a refused or paused entry once more, as it is. */
export async function retry({ seq }: Unsent): Promise<void> {
	await store.change([{ seq, to: { state: 'waiting', tries: 0, retryAt: 0, refusal: undefined } }]);
	await changed();
	await send(true);
}

/** Throws entries away, by their ids, with the photos that were only for them. */
export async function discardWritten(ids: readonly string[]): Promise<void> {
	const photos = waiting.entries.filter(({ id }) => ids.includes(id)).map(({ after }) => after);
	const gone = waiting.entries.filter(({ id }) => ids.includes(id) || photos.includes(id));
	await store.remove(gone.map(({ seq }) => seq));
	await changed();
}

/** Throws away all that this person has waiting here: at sign-out, after they were asked. */
export async function discardAll(): Promise<void> {
	if (sender) await store.forget(sender);
	await changed();
}

/** Begins with an empty outbox where the one on this device cannot be read any more. */
export async function startAnew(): Promise<void> {
	await store.startAnew();
	waiting.trouble = undefined;
	await changed();
}

async function changed(): Promise<void> {
	channel?.postMessage({} satisfies Told);
	await look();
}
