import { nextBatch, nextTime, pauseAfter } from './rules.ts';
import type { OutboxStore } from './store.ts';
import type { Decision, Trouble, Unsent } from './types.ts';

const LOOK_AGAIN_MS = 4000;

/** Thrown by a way of sending where nothing at all was decided. */
export class NotSent extends Error {
	readonly trouble: Trouble;
	readonly retryAfterMs: number | undefined;

	constructor(trouble: Trouble, retryAfterMs?: number) {
		super(trouble);
		this.trouble = trouble;
		this.retryAfterMs = retryAfterMs;
	}
}

/** How entries reach the server; each call answers for every entry it was given, or throws NotSent. */
export interface Way {
	commands(sender: string, entries: readonly Unsent[]): Promise<Decision[]>;
	file(sender: string, entry: Unsent): Promise<Decision>;
}

export interface Drain {
	store: Pick<OutboxStore, 'of' | 'change' | 'remove'>;
	way: Way;
	now(): number;
	/** A number between 0 and 1. */
	chance(): number;
	/** Told of each answer's decisions, after the store knows of them. */
	decided?(decisions: readonly Decision[]): void;
}

/** How a round of sending ended: why it stopped, and when to try again (null: nothing waits). */
export interface DrainEnd {
	trouble?: Trouble;
	nextAt: number | null;
	/** True where all that waits still has a pause, so that nothing new is known of the server. */
	idle?: boolean;
}

/**
 * Sends what one person has waiting, in order per thing, until nothing is due or the server is out of reach. An
 * entry leaves the store only after the server's answer to it was read: whatever breaks before that, it goes out
 * again under the same id. `eager` tries at once what still has a pause: the connection has just come back.
 */
export async function drain(tools: Drain, sender: string, { eager = false } = {}): Promise<DrainEnd> {
	if (eager) await endPauses(tools, sender);
	for (let idle = true; ; idle = false) {
		const entries = await tools.store.of(sender);
		const batch = nextBatch(entries, tools.now());
		if (batch.length === 0) {
			const nextAt = nextTime(entries, tools.now());
			return { nextAt, idle: idle && nextAt !== null };
		}
		const trouble = await sendBatch(tools, sender, batch);
		if (trouble) return { trouble, nextAt: nextTime(await tools.store.of(sender), tools.now()) };
	}
}

async function endPauses({ store }: Drain, sender: string): Promise<void> {
	const paused = (await store.of(sender)).filter(({ retryAt }) => retryAt > 0);
	if (paused.length > 0) await store.change(paused.map(({ seq }) => ({ seq, to: { retryAt: 0 } })));
}

async function sendBatch(
	tools: Drain,
	sender: string,
	batch: readonly Unsent[]
): Promise<Trouble | undefined> {
	const [first] = batch;
	try {
		const decisions = first?.file
			? [await tools.way.file(sender, first)]
			: await tools.way.commands(sender, batch);
		await settle(tools, batch, decisions);
		return undefined;
	} catch (error) {
		if (!(error instanceof NotSent)) throw error;
		await pause(tools, batch, error);
		return error.trouble;
	}
}

async function settle(tools: Drain, batch: readonly Unsent[], decisions: readonly Decision[]): Promise<void> {
	const { store } = tools;
	const pairs = batch.map((entry) => ({
		entry,
		decision: decisions.find(({ id }) => id === entry.id) ?? { id: entry.id, kind: 'undecided' as const }
	}));
	const done = pairs.filter(({ decision }) => decision.kind === 'done');
	await store.remove(done.map(({ entry }) => entry.seq));
	for (const { entry, decision } of pairs)
		if (decision.kind === 'refused') await refuse(tools, entry, decision);
	for (const { entry, decision } of pairs)
		if (decision.kind === 'undecided') await pause(tools, [entry], decision);
	await pause(tools, allPassedOver(pairs));
	tools.decided?.(pairs.map(({ decision }) => decision));
}

/** Where nothing was tried at all, everything pauses: or it would go out again without end. */
function allPassedOver(pairs: readonly { entry: Unsent; decision: Decision }[]): Unsent[] {
	const none = pairs.every(({ decision }) => decision.kind === 'passed over');
	return none ? pairs.map(({ entry }) => entry) : [];
}

/** What needs a refused entry, its photo, is refused with it, for the same reason. */
async function refuse(
	{ store }: Drain,
	entry: Unsent,
	{ refusal }: Extract<Decision, { kind: 'refused' }>
): Promise<void> {
	const with_ = (await store.of(entry.sender)).filter(
		({ id, after }) => id === entry.id || after === entry.id
	);
	const ofPhoto = { key: refusal.key, sentence: refusal.sentence, field: 'photo' };
	await store.change(
		with_.map(({ id, seq }) => ({
			seq,
			to: { state: 'refused' as const, refusal: id === entry.id ? refusal : ofPhoto }
		}))
	);
}

/**
 * A server that is not well is left alone for longer each time. A connection that is not there costs nothing to
 * look for, so somebody who watches does not wait long once it is back.
 */
async function pause(
	{ store, now, chance }: Drain,
	batch: readonly Unsent[],
	{ trouble, retryAfterMs = 0 }: { trouble?: Trouble; retryAfterMs?: number } = {}
): Promise<void> {
	const most = trouble === 'unreached' || trouble === 'portal' ? LOOK_AGAIN_MS : Infinity;
	await store.change(
		batch.map(({ seq, tries }) => {
			const wait = Math.max(retryAfterMs, Math.min(most, pauseAfter(tries + 1, chance())));
			return { seq, to: { tries: tries + 1, retryAt: now() + wait } };
		})
	);
}
