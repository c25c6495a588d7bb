import type { Seats } from './seats.ts';
import { dice } from './seed.ts';

/**
 * Fills seats one by one: the first seat of every slot, then the second. Each goes to whoever carries least
 * with it; among those, to whoever has their other turns furthest away; then the dice fall.
 */
export function fillGreedily(seats: Seats, seed: string): void {
	const luck = seats.people.map(({ id }) => dice(`${seed} ${id}`));
	const most = seats.slots.reduce((room, slot) => Math.max(room, slot.room), 0);
	for (let round = most; round > 0; round--)
		for (let slot = 0; slot < seats.slots.length; slot++) {
			if (seats.free(slot) < round) continue;
			const person = lightest(seats, slot, luck);
			if (person !== undefined) seats.give(slot, person);
		}
}

function lightest(seats: Seats, slot: number, luck: readonly number[]): number | undefined {
	let best: number | undefined;
	let bestLoad = Infinity;
	let bestGap = 0;
	for (const person of seats.able[slot]!) {
		if (!fits(seats, slot, person)) continue;
		const load = seats.load(person, seats.turns[person]!.size + 1);
		if (load > bestLoad) continue;
		const gap = gapAround(seats, slot, person);
		if (load === bestLoad && (gap < bestGap || (gap === bestGap && luck[person]! >= luck[best!]!))) continue;
		[best, bestLoad, bestGap] = [person, load, gap];
	}
	return best;
}

/** True where no hard rule keeps the person, who is able, from the slot as things stand. */
export function fits(seats: Seats, slot: number, person: number): boolean {
	return (
		!seats.held[slot]!.has(person) &&
		seats.monthHasRoom(person, seats.month[slot]!) &&
		!seats.clashesFor(slot, person)
	);
}

/** Time between the slot and the person's nearest turn, in ms. */
function gapAround(seats: Seats, slot: number, person: number): number {
	const { start } = seats.slots[slot]!;
	let gap = Infinity;
	for (const other of seats.turns[person]!) gap = Math.min(gap, Math.abs(seats.slots[other]!.start - start));
	for (const other of seats.people[person]!.busy) gap = Math.min(gap, Math.abs(other.start - start));
	return gap;
}
