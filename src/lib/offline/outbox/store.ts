import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { NewEntry, Unsent } from './types.ts';

const NAME = 'plotluck-outbox';

interface Shape extends DBSchema {
	unsent: { key: number; value: Unsent; indexes: { sender: string; id: string } };
}

type Stored = Omit<Unsent, 'seq'>;

/**
 * What waits to be sent, in IndexedDB: it outlives the tab, the app and the phone's restart, and has no date on
 * which it ends. Every method throws where the device refuses to read or write.
 */
export class OutboxStore {
	readonly #name: string;
	#db: Promise<IDBPDatabase<Shape>> | undefined;

	constructor(name = NAME) {
		this.#name = name;
	}

	/** Keeps entries in the order given, all or none, after all that is there. One of the same id gives way. */
	async add(entries: readonly NewEntry[]): Promise<Unsent[]> {
		const db = await this.#open();
		const work = db.transaction('unsent', 'readwrite', { durability: 'strict' });
		const kept = await Promise.all(
			entries.map(async (entry) => {
				const before = await work.store.index('id').getKey(entry.id);
				if (before !== undefined) await work.store.delete(before);
				const stored: Stored = { ...entry, state: 'waiting', tries: 0, retryAt: 0 };
				return { ...stored, seq: await work.store.add(stored as Unsent) };
			})
		);
		await work.done;
		return kept;
	}

	/** What this person has written, in order. */
	async of(sender: string): Promise<Unsent[]> {
		const found = await (await this.#open()).getAllFromIndex('unsent', 'sender', sender);
		return found.toSorted((a, b) => a.seq - b.seq);
	}

	/** Everybody who has something waiting here. */
	async senders(): Promise<string[]> {
		const db = await this.#open();
		const names: string[] = [];
		for (
			let at = await db.transaction('unsent').store.index('sender').openKeyCursor(null, 'nextunique');
			at;
			at = await at.continue()
		)
			names.push(at.key);
		return names;
	}

	/** Changes entries that are still there; those that are gone stay gone. */
	async change(changes: readonly { seq: number; to: Partial<Stored> }[]): Promise<void> {
		const work = (await this.#open()).transaction('unsent', 'readwrite');
		for (const { seq, to } of changes) {
			const entry = await work.store.get(seq);
			if (entry) await work.store.put({ ...entry, ...to });
		}
		await work.done;
	}

	async remove(seqs: readonly number[]): Promise<void> {
		const work = (await this.#open()).transaction('unsent', 'readwrite');
		await Promise.all(seqs.map((seq) => work.store.delete(seq)));
		await work.done;
	}

	/** Forgets all that this person has written here. */
	async forget(sender: string): Promise<void> {
		await this.remove((await this.of(sender)).map(({ seq }) => seq));
	}

	/** Lets go of the database, and throws it away where it cannot be read any more. */
	async startAnew(): Promise<void> {
		(await this.#db?.catch(() => undefined))?.close();
		this.#db = undefined;
		await deleteDB(this.#name);
	}

	#open(): Promise<IDBPDatabase<Shape>> {
		this.#db ??= openDB<Shape>(this.#name, 1, {
			upgrade(db) {
				const store = db.createObjectStore('unsent', { keyPath: 'seq', autoIncrement: true });
				store.createIndex('sender', 'sender');
				store.createIndex('id', 'id', { unique: true });
			},
			// Another tab with a newer version of the app waits for this one to let go.
			blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
			terminated: () => (this.#db = undefined)
		});
		this.#db.catch(() => (this.#db = undefined));
		return this.#db;
	}
}
