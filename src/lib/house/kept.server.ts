import { changes } from './house.server.ts';

interface Entry {
	answer: Promise<unknown>;
	garden: string;
	until: number;
}

/** For so long an answer is believed at most: what time alone changes, and commits that went unheard. */
const LONGEST_MS = 20_000;
const MOST = 1000;

/**
 * Answers of reads that are asked again and again, kept until something in their garden changes. Whoever sends
 * a command reads fresh afterwards: the commit is heard before its answer goes out.
 */
export class Kept {
	readonly #entries = new Map<string, Entry>();

	/** Forgets a garden's answers; undefined: all. */
	changed(gardenId: string | null | undefined): void {
		if (gardenId === undefined) return this.#entries.clear();
		for (const [key, { garden }] of this.#entries) if (garden === gardenId) this.#entries.delete(key);
	}

	/** The kept answer to `key`, or a new one. `key` names everything besides the garden that the answer hangs on. */
	answer<T>(gardenId: string, key: string, now: Date, read: () => Promise<T>): Promise<T> {
		const name = `${gardenId} ${key}`;
		const known = this.#entries.get(name);
		if (known && now.getTime() < known.until) return known.answer as Promise<T>;
		const entry: Entry = { answer: read(), garden: gardenId, until: now.getTime() + LONGEST_MS };
		// An entry that a change removes while it is being read stays removed: only its own askers get it.
		this.#entries.delete(name);
		this.#entries.set(name, entry);
		entry.answer.catch(() => {
			if (this.#entries.get(name) === entry) this.#entries.delete(name);
		});
		if (this.#entries.size > MOST) this.#entries.delete(this.#entries.keys().next().value!);
		return entry.answer as Promise<T>;
	}
}

/** Answers that are forgotten at each commit that this process hears of. */
export function keptUntilChanges(): Kept {
	const kept = new Kept();
	changes.subscribe((message) => kept.changed((message as { gardenId: string | null | undefined }).gardenId));
	return kept;
}
