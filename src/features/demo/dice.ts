import { v7 } from 'uuid';

/** Chance that can be thrown again: the same seed gives the same numbers in the same order. */
export interface Dice {
	/** A number from 0 up to, not including, 1. */
	next(): number;
	/** A whole number from `from` to `to`, both included. */
	between(from: number, to: number): number;
	/** True so often out of a hundred. */
	percent(often: number): boolean;
	/** One of the list. Refuses (throws) an empty one. */
	pick<T>(list: readonly T[]): T;
	/** The list in another order. */
	shuffled<T>(list: readonly T[]): T[];
	/** A UUIDv7 whose time is the given one. */
	id(at: Date): string;
}

/** Dice from a text (FNV-1a for the text, mulberry32 for the numbers: both in the public domain). */
export function diceFrom(seed: string): Dice {
	let state = hashOf(seed);
	let count = 0;
	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}
	const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	return {
		next,
		between,
		percent: (often) => next() * 100 < often,
		pick(list) {
			if (list.length === 0) throw new Error('Nothing to pick from');
			return list[between(0, list.length - 1)]!;
		},
		shuffled(list) {
			const order = new Map(list.map((one) => [one, next()]));
			return list.toSorted((a, b) => order.get(a)! - order.get(b)!);
		},
		id(at) {
			const random = Uint8Array.from({ length: 16 }, () => between(0, 255));
			// Counted up, so that of two ids of one moment the later made is the later in every list.
			return v7({ msecs: at.getTime(), seq: (count += 1), random });
		}
	};
}

function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
	return hash;
}
