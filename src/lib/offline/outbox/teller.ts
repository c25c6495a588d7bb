import type { Decision } from './types.ts';

/** What tabs and the service worker say to each other: something has changed in the store, and what was decided. */
export interface Told {
	decisions: readonly Decision[];
}

/** So often at most: each word makes every open page look into the store. */
const TELL_MS = 300;

/**
 * Tells of decisions: of the first at once, of those that come soon after it together. What nobody waits for, that
 * something was passed over or has to be tried again, is not said.
 */
export class Teller {
	readonly #post: (told: Told) => void;
	#decisions: Decision[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(post: (told: Told) => void) {
		this.#post = post;
	}

	say(decisions: readonly Decision[]): void {
		this.#decisions.push(...decisions.filter(({ kind }) => kind === 'done' || kind === 'refused'));
		if (this.#timer !== undefined || this.#decisions.length === 0) return;
		this.#tell();
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.say([]);
		}, TELL_MS);
	}

	/** The round is over: says what is left to say. */
	end(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#tell();
	}

	#tell(): void {
		const decisions = this.#decisions;
		this.#decisions = [];
		this.#post({ decisions });
	}
}
