import { CHANNEL, sendWaiting, SYNC_TAG } from './send.ts';
import { OutboxStore } from './store.ts';
import { NotKept } from './not-kept.ts';
import { Teller, type Told } from './teller.ts';
import type { Decision, NewEntry, Unsent } from './types.ts';
import { waiting } from './waiting.svelte.ts';
import { keepsNothing } from './words.ts';

/** What others say makes this page look at most so often. */
const LOOK_MS = 300;
/** Where the device could not write down how long to wait. */
const AGAIN_MS = 60_000;

const store = new OutboxStore();
const asked = new Map<string, (decision: Decision) => void>();
let channel: BroadcastChannel | undefined;
let sender: string | undefined;
let whenSent: () => void = () => {};
let timer: ReturnType<typeof setTimeout> | undefined;
let looking: ReturnType<typeof setTimeout> | undefined;
let held = false;

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
			tell(data.decisions);
			looking ??= setTimeout(() => {
				looking = undefined;
				void look();
			}, LOOK_MS);
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
		if (waiting.trouble !== 'full' && keepsNothing(waiting.trouble)) waiting.trouble = undefined;
	} catch (error) {
		stumble(error);
	}
}

/** The device does not keep anything now. What another tab holds opens as soon as that lets go. */
function stumble(error: unknown): void {
	const { trouble } = NotKept.because(error);
	waiting.trouble = trouble;
	if (trouble !== 'held' || held) return;
	held = true;
	void store.settled().then(async () => {
		held = false;
		await look();
		if (waiting.entries.length > 0) await send(true);
	});
}

/**
 * Keeps entries, in place of those whose ids are in `instead`, and sends them at once. Answers what the server
 * decided of the last of them, or undefined where that does not come within `patienceMs`: then they wait. Throws
 * where the device cannot keep them.
 */
export async function keepAndSend(
	entries: readonly NewEntry[],
	patienceMs: number,
	instead: readonly string[] = []
): Promise<Decision | undefined> {
	begin(entries[0]!.sender);
	const { id } = entries.at(-1)!;
	// Asked for before it is kept: whoever looks into the store next may send it before this one does.
	const decision = new Promise<Decision>((resolve) => asked.set(id, resolve));
	await keep(entries, instead, id);
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

async function keep(entries: readonly NewEntry[], instead: readonly string[], id: string): Promise<void> {
	try {
		await store.add(entries, instead);
	} catch (error) {
		asked.delete(id);
		stumble(error);
		throw error;
	}
	if (waiting.trouble === 'full') waiting.trouble = undefined;
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
	const teller = new Teller((told) => channel?.postMessage(told));
	try {
		const decided = (decisions: readonly Decision[]) => {
			// A form that still stands there goes on by itself; loading the page anew would stop it.
			sent ||= asked.size === 0 && decisions.some(({ kind }) => kind === 'done');
			tell(decisions);
			teller.say(decisions);
		};
		const { trouble, nextAt, idle } = await sendWaiting(store, sender, { eager, decided });
		if (!idle) waiting.trouble = trouble ?? (waiting.trouble === 'full' ? 'full' : undefined);
		if (nextAt !== null) timer = setTimeout(() => void send(), Math.max(500, nextAt - Date.now()));
	} catch (error) {
		stumble(error);
		timer = setTimeout(() => void send(), AGAIN_MS);
	}
	teller.end();
	waiting.sending = false;
	await look();
	if (sent && !waiting.entries.some(({ state }) => state === 'waiting')) whenSent();
}

function tell(decisions: readonly Decision[]): void {
	for (const decision of decisions)
		if (decision.kind === 'done' || decision.kind === 'refused') asked.get(decision.id)?.(decision);
}

/** Sends a refused or paused entry once more, as it is, with the photo that it needs. */
export async function retry({ id, after }: Unsent): Promise<void> {
	const again = waiting.entries.filter((entry) => entry.id === id || entry.id === after);
	const to = { state: 'waiting' as const, tries: 0, retryAt: 0, refusal: undefined };
	await store.change(again.map(({ seq }) => ({ seq, to })));
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
	try {
		await store.startAnew();
		waiting.trouble = undefined;
	} catch (error) {
		stumble(error);
	}
	await changed();
}

async function changed(): Promise<void> {
	channel?.postMessage({ decisions: [] } satisfies Told);
	await look();
}
