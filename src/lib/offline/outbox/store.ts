import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { inTime } from './in-time.ts';
import { NotKept } from './not-kept.ts';
import type { NewEntry, Unsent } from './types.ts';

const NAME = 'plotluck-outbox';
/** A database that has not opened by then is held by another tab, and nobody is to wait for it. */
const OPEN_MS = 3000;
/** One that is open and does not answer by then (Safari's does not after some pauses) is opened anew. */
const WORK_MS = 10_000;

interface Shape extends DBSchema {
	unsent: { key: number; value: Unsent; indexes: { sender: string; id: string } };
}

type Stored = Omit<Unsent, 'seq'>;

/**
 * What waits to be sent, in IndexedDB: it outlives the tab, the app and the phone's restart, and has no date on
 * which it ends. Every method throws where the device refuses to read or write, NotKept where the reason is known.
 */
export class OutboxStore {
	readonly #name: string;
	readonly #openMs: number;
	readonly #workMs: number;
	#db: Promise<IDBPDatabase<Shape>> | undefined;
	/** It has been waited for already, and still does not open. */
	#late = false;

	constructor(name = NAME, openMs = OPEN_MS, workMs = WORK_MS) {
		this.#name = name;
		this.#openMs = openMs;
		this.#workMs = workMs;
	}

	/**
	 * Keeps entries in the order given, all or none, after all that is there. One of the same id gives way, and so do
	 * those whose ids are in `instead`.
	 */
	async add(entries: readonly NewEntry[], instead: readonly string[] = []): Promise<Unsent[]> {
		return await this.#with(async (db) => await addTo(db, entries, instead));
	}

	/** What this person has written, in order. */
	async of(sender: string): Promise<Unsent[]> {
		const found = await this.#with((db) => db.getAllFromIndex('unsent', 'sender', sender));
		return found.toSorted((a, b) => a.seq - b.seq);
	}

	/** Everybody who has something waiting here. */
	async senders(): Promise<string[]> {
		return await this.#with(async (db) => {
			const names: string[] = [];
			const index = db.transaction('unsent').store.index('sender');
			for (let at = await index.openKeyCursor(null, 'nextunique'); at; at = await at.continue())
				names.push(at.key);
			return names;
		});
	}

	/** Changes entries that are still there; those that are gone stay gone. */
	async change(changes: readonly { seq: number; to: Partial<Stored> }[]): Promise<void> {
		await this.#with(async (db) => {
			const work = db.transaction('unsent', 'readwrite');
			for (const { seq, to } of changes) {
				const entry = await work.store.get(seq);
				if (entry) await work.store.put({ ...entry, ...to });
			}
			await work.done;
		});
	}

	async remove(seqs: readonly number[]): Promise<void> {
		await this.#with(async (db) => {
			const work = db.transaction('unsent', 'readwrite');
			await Promise.all(seqs.map((seq) => work.store.delete(seq)));
			await work.done;
		});
	}

	/** Forgets all that this person has written here. */
	async forget(sender: string): Promise<void> {
		await this.remove((await this.of(sender)).map(({ seq }) => seq));
	}

	/** Lets go of the database, and throws it away where it cannot be read any more. */
	async startAnew(): Promise<void> {
		(await this.#open().catch(() => undefined))?.close();
		this.#db = undefined;
		await inTime(deleteDB(this.#name), this.#openMs, () => new NotKept('held'));
	}

	/** Once a database that was held has opened, or has failed to. */
	async settled(): Promise<void> {
		await this.#db?.catch(() => undefined);
	}

	/** What was asked of a database that does not answer may still happen: whoever sends it otherwise keeps its id. */
	async #with<T>(work: (db: IDBPDatabase<Shape>) => Promise<T>): Promise<T> {
		const db = await this.#open();
		return await inTime(work(db), this.#workMs, () => {
			db.close();
			this.#db = undefined;
			return new NotKept('stalled');
		});
	}

	/** One that is held by somebody else is used once it opens after all; until then nobody waits for it again. */
	#open(): Promise<IDBPDatabase<Shape>> {
		const opening = (this.#db ??= this.#begin());
		return inTime(opening, this.#late ? 0 : this.#openMs, () => {
			this.#late = true;
			return new NotKept('held');
		});
	}

	async #begin(): Promise<IDBPDatabase<Shape>> {
		const letGo = () => (this.#db = undefined);
		try {
			return await openDB<Shape>(this.#name, 1, {
				upgrade(db) {
					const store = db.createObjectStore('unsent', { keyPath: 'seq', autoIncrement: true });
					store.createIndex('sender', 'sender');
					store.createIndex('id', 'id', { unique: true });
				},
				// Another tab with a newer version of the app waits for this one to let go.
				blocking: (_current, _blocked, event) => {
					(event.target as IDBDatabase).close();
					letGo();
				},
				terminated: letGo
			});
		} catch (error) {
			letGo();
			throw NotKept.because(error);
		} finally {
			this.#late = false;
		}
	}
}

async function addTo(
	db: IDBPDatabase<Shape>,
	entries: readonly NewEntry[],
	instead: readonly string[]
): Promise<Unsent[]> {
	const work = db.transaction('unsent', 'readwrite', { durability: 'strict' });
	try {
		for (const id of [...instead, ...entries.map((entry) => entry.id)]) {
			const before = await work.store.index('id').getKey(id);
			if (before !== undefined) await work.store.delete(before);
		}
		const kept = await Promise.all(
			entries.map(async (entry) => {
				const stored: Stored = { ...entry, state: 'waiting', tries: 0, retryAt: 0 };
				return { ...stored, seq: await work.store.add(stored as Unsent) };
			})
		);
		await work.done;
		return kept;
	} catch (error) {
		await undo(work);
		throw NotKept.because(work.error ?? error);
	}
}

/** All of it or none: what was written before something failed is not to stay alone. */
async function undo(work: { abort(): void; done: Promise<void> }): Promise<void> {
	try {
		work.abort();
	} catch {
		// It has ended already.
	}
	await work.done.catch(() => {});
}
