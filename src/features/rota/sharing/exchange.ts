import type { Seats } from './seats.ts';

/** A hand-over on a path: `slot` goes from one person (null: was empty) to another (null: stays empty). */
interface Step {
	slot: number;
	from: number | null;
	to: number | null;
}

const NONE = -1;

/**
 * Looks for chains of hand-overs, breadth first, in the residual graph of the flow
 * "slot → person in a month (own maximum) → person". A chain starts at an empty seat or with a person who
 * gives a turn away, and ends with a person who gets one turn more; those between keep their number.
 *
 * Nodes: slots 0…S−1 (a seat that looks for somebody), then people in months, then people, then the pool of
 * empty seats.
 */
export class Exchange {
	readonly #seats: Seats;
	readonly #parent: Int32Array;
	readonly #queue: Int32Array;
	readonly #firstInMonth: number;
	readonly #firstPerson: number;
	readonly #pool: number;
	#head = 0;
	#tail = 0;

	constructor(seats: Seats) {
		this.#seats = seats;
		this.#firstInMonth = seats.slots.length;
		this.#firstPerson = this.#firstInMonth + seats.people.length * seats.months;
		this.#pool = this.#firstPerson + seats.people.length;
		this.#parent = new Int32Array(this.#pool + 1);
		this.#queue = new Int32Array(this.#pool + 1);
	}

	/** Fills one more empty seat of the slot, through others' hand-overs if need be. False: it can't be done. */
	fill(slot: number): boolean {
		this.#begin(slot);
		for (let node = this.#next(); node !== NONE; node = this.#next()) {
			if (node >= this.#firstPerson && node < this.#pool && this.#apply(node)) return true;
			this.#expand(node, false);
		}
		return false;
	}

	/**
	 * Takes one turn off the person, if somebody reached by a chain would then stand better than this person
	 * stood; answers null. Where nobody would: the people reached, of whom none can be relieved either that
	 * does not stand worse than this one.
	 */
	relieve(person: number): readonly number[] | null {
		const seats = this.#seats;
		const before = rankNow(seats, person);
		const ranks = seats.people.map((_, other) => rankAfter(seats, other));
		let wanted = ranks.filter((rank) => below(rank, before)).length;
		if (wanted === 0) return seats.people.map((_, other) => other);
		const reached: number[] = [];
		this.#begin(this.#firstPerson + person);
		for (let node = this.#next(); node !== NONE && wanted > 0; node = this.#next()) {
			const other = node - this.#firstPerson;
			if (other >= 0 && other !== person && node < this.#pool) {
				reached.push(other);
				if (below(ranks[other]!, before)) wanted -= 1;
			}
			this.#expand(node, true);
		}
		const relieved = reached
			.filter((other) => below(ranks[other]!, before))
			.sort((a, b) => (below(ranks[a]!, ranks[b]!) ? -1 : below(ranks[b]!, ranks[a]!) ? 1 : a - b))
			.some((other) => this.#apply(this.#firstPerson + other));
		return relieved ? null : reached;
	}

	#begin(node: number): void {
		this.#parent.fill(NONE);
		this.#head = this.#tail = 0;
		this.#parent[node] = node;
		this.#queue[this.#tail++] = node;
	}

	#next(): number {
		return this.#head < this.#tail ? this.#queue[this.#head++]! : NONE;
	}

	#visit(node: number, from: number): void {
		if (this.#parent[node] !== NONE) return;
		this.#parent[node] = from;
		this.#queue[this.#tail++] = node;
	}

	#expand(node: number, mayLeaveOthersEmpty: boolean): void {
		const { slots, months } = this.#seats;
		if (node < slots.length) this.#fromSlot(node, mayLeaveOthersEmpty);
		else if (node < this.#firstPerson) {
			const index = node - this.#firstInMonth;
			this.#fromMonth(node, Math.floor(index / months), index % months);
		} else if (node < this.#pool) this.#fromPerson(node, node - this.#firstPerson);
		else slots.forEach((_, slot) => this.#seats.free(slot) > 0 && this.#visit(slot, node));
	}

	#fromSlot(slot: number, mayLeaveOthersEmpty: boolean): void {
		const seats = this.#seats;
		for (const person of seats.able[slot]!)
			if (!seats.held[slot]!.has(person) && !seats.clashesFor(slot, person))
				this.#visit(this.#firstInMonth + person * seats.months + seats.month[slot]!, slot);
		if (mayLeaveOthersEmpty) this.#visit(this.#pool, slot);
	}

	#fromMonth(node: number, person: number, month: number): void {
		const seats = this.#seats;
		if (seats.monthHasRoom(person, month)) this.#visit(this.#firstPerson + person, node);
		for (const slot of seats.turns[person]!) if (seats.month[slot] === month) this.#visit(slot, node);
	}

	#fromPerson(node: number, person: number): void {
		for (const slot of this.#seats.turns[person]!) this.#visit(slot, node);
	}

	/** Makes the hand-overs of the path that ends at the node; undoes them where slots at one time would meet. */
	#apply(end: number): boolean {
		const seats = this.#seats;
		const steps = this.#stepsTo(end);
		for (const { slot, from } of steps) if (from !== null) seats.take(slot, from);
		for (const { slot, to } of steps) if (to !== null) seats.give(slot, to);
		if (!steps.some(({ slot, to }) => to !== null && seats.clashesFor(slot, to))) return true;
		for (const { slot, to } of steps) if (to !== null) seats.take(slot, to);
		for (const { slot, from } of steps) if (from !== null) seats.give(slot, from);
		return false;
	}

	#stepsTo(end: number): Step[] {
		const steps: Step[] = [];
		let to: number | null = null;
		for (let node = end; ; node = this.#parent[node]!) {
			const before = this.#parent[node]!;
			if (node < this.#seats.slots.length) {
				steps.push({ slot: node, from: this.#holderAt(before, node), to });
				to = null;
			} else if (node < this.#firstPerson && before < this.#seats.slots.length) {
				to = Math.floor((node - this.#firstInMonth) / this.#seats.months);
			}
			if (before === node) return steps;
		}
	}

	/** Who hands the slot over, seen from the node before it on the path. */
	#holderAt(before: number, slot: number): number | null {
		if (before === slot || before === this.#pool) return null;
		if (before >= this.#firstPerson) return before - this.#firstPerson;
		return Math.floor((before - this.#firstInMonth) / this.#seats.months);
	}
}

/** Where a step to one more turn stands: first the load it leads to, then how small a step it is. */
type Rank = [load: number, minusBefore: number];

/** The rank of the last turn that the person has. */
export function rankNow(seats: Seats, person: number): Rank {
	const turns = seats.turns[person]!.size;
	return [seats.load(person, turns), -seats.load(person, turns - 1)];
}

function rankAfter(seats: Seats, person: number): Rank {
	const turns = seats.turns[person]!.size;
	return [seats.load(person, turns + 1), -seats.load(person, turns)];
}

const TINY = 1e-9;

/** True where one rank is better than the other, by more than rounding. */
export function below(one: Rank, other: Rank): boolean {
	if (Math.abs(one[0] - other[0]) > TINY) return one[0] < other[0];
	return one[1] < other[1] - TINY;
}
