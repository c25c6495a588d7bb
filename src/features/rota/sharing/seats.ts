import { monthOf } from '#lib/time/day.ts';
import { lasting, overlaps } from './hard-rules.ts';
import type { OpenSlot, Participant, Sharing } from './types.ts';

/**
 * Who sits where while turns are shared out. People and slots are numbers here (places in `people` and
 * `slots`, both in an order that does not hang on the order of the input).
 */
export class Seats {
	readonly people: readonly Participant[];
	readonly slots: readonly OpenSlot[];
	/** For each slot: who could take it by the lasting rules. */
	readonly able: readonly (readonly number[])[];
	/** For each slot: other slots at the same time. */
	readonly clashes: readonly (readonly number[])[];
	/** For each slot: the number of its month. */
	readonly month: readonly number[];
	readonly months: number;
	/** For each slot: who has it. */
	readonly held: readonly Set<number>[];
	/** For each person: their slots. */
	readonly turns: readonly Set<number>[];
	readonly #weight: number;
	readonly #monthLeft: readonly number[];

	constructor({ slots, people, neededSkills, weight }: Sharing) {
		this.people = people.toSorted((a, b) => (a.id < b.id ? -1 : 1));
		this.slots = slots.toSorted((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1));
		this.#weight = weight;
		this.able = this.slots.map((slot) => ableFor(slot, this.people, neededSkills));
		this.clashes = this.slots.map((slot) =>
			this.slots.flatMap((other, index) => (other !== slot && overlaps(slot, other) ? [index] : []))
		);
		const months = [...new Set(this.slots.map(({ day }) => monthOf(day)))];
		this.months = months.length;
		this.month = this.slots.map(({ day }) => months.indexOf(monthOf(day)));
		this.#monthLeft = this.people.flatMap(({ monthlyMax, monthTurns }) =>
			months.map((month) => (monthlyMax === null ? Infinity : monthlyMax - (monthTurns[month] ?? 0)))
		);
		this.held = this.slots.map(() => new Set());
		this.turns = this.people.map(() => new Set());
	}

	give(slot: number, person: number): void {
		this.held[slot]!.add(person);
		this.turns[person]!.add(slot);
		this.#countMonth(slot, person, 1);
	}

	take(slot: number, person: number): void {
		this.held[slot]!.delete(person);
		this.turns[person]!.delete(slot);
		this.#countMonth(slot, person, -1);
	}

	readonly #monthTurns = new Map<number, number>();

	#countMonth(slot: number, person: number, change: number): void {
		const at = person * this.months + this.month[slot]!;
		this.#monthTurns.set(at, (this.#monthTurns.get(at) ?? 0) + change);
	}

	/** True where the person's own maximum lets them have one more turn in the month. */
	monthHasRoom(person: number, month: number): boolean {
		const at = person * this.months + month;
		return (this.#monthTurns.get(at) ?? 0) < this.#monthLeft[at]!;
	}

	/** Empty seats of a slot. */
	free(slot: number): number {
		return this.slots[slot]!.room - this.held[slot]!.size;
	}

	/** True where the person has another slot of this sharing at the same time. */
	clashesFor(slot: number, person: number): boolean {
		return this.clashes[slot]!.some((other) => this.turns[person]!.has(other));
	}

	/** What the person carries with so many turns, against their share. */
	load(person: number, turns = this.turns[person]!.size): number {
		const { carried, share } = this.people[person]!;
		return (carried + turns * this.#weight) / share;
	}
}

function ableFor(slot: OpenSlot, people: readonly Participant[], neededSkills: readonly string[]): number[] {
	return people.flatMap((person, index) => (lasting(slot, person, neededSkills) === null ? [index] : []));
}
