import { below, Exchange, rankNow } from './exchange.ts';
import { fillGreedily, fits } from './greedy.ts';
import { whyTurn, whyUnfilled } from './reasons.ts';
import { Seats } from './seats.ts';
import type { Load, Shared, SharedTurn, Sharing, ShareOut, Unfilled } from './types.ts';

/**
 * Shares turns out: as many seats filled as can be, then loads ÷ shares as even as can be (the highest as low
 * as possible, then the next). Never against a hard rule: skill, rest, overlap, own monthly maximum.
 *
 * Filling is a maximum flow. The turn counts of all fullest sharings form an M-convex set, on which a sharing
 * that no single chain of hand-overs makes more even is the most even of all (Murota, Discrete Convex
 * Analysis, 2003, theorem 6.26; Frank and Murota, arXiv 2007.09616). Only slots of one rota that overlap
 * each other are outside of that theory: there the answer keeps every rule, but may be a little less even.
 */
export const shareOut: ShareOut = (sharing: Sharing): Shared => {
	const seats = new Seats(sharing);
	keepCurrent(seats, sharing.current ?? []);
	fillGreedily(seats, sharing.seed);
	const exchange = new Exchange(seats);
	fillByExchange(seats, exchange);
	makeEven(seats, exchange);
	return { turns: turnsOf(seats), unfilled: unfilledOf(seats, sharing.neededSkills), loads: loadsOf(seats) };
};

function keepCurrent(seats: Seats, current: NonNullable<Sharing['current']>): void {
	const slots = new Map(seats.slots.map(({ key }, index) => [key, index]));
	const people = new Map(seats.people.map(({ id }, index) => [id, index]));
	for (const turn of current) {
		const slot = slots.get(turn.slot);
		const person = people.get(turn.person);
		if (slot === undefined || person === undefined || seats.free(slot) === 0) continue;
		if (seats.able[slot]!.includes(person) && fits(seats, slot, person)) seats.give(slot, person);
	}
}

function fillByExchange(seats: Seats, exchange: Exchange): void {
	for (let slot = 0; slot < seats.slots.length; slot++) while (seats.free(slot) > 0 && exchange.fill(slot));
}

function makeEven(seats: Seats, exchange: Exchange): void {
	for (let changed = true; changed;) {
		changed = false;
		// Whom a person cannot relieve, nobody reached from there can who stands no worse: they are passed over.
		let settled = new Set<number>();
		for (const person of heaviestFirst(seats)) {
			while (seats.turns[person]!.size > 0 && !settled.has(person)) {
				const reached = exchange.relieve(person);
				changed ||= reached === null;
				settled = reached === null ? new Set() : settled.union(noWorse(seats, person, reached));
			}
		}
	}
}

function heaviestFirst(seats: Seats): number[] {
	const ranks = seats.people.map((_, person) => rankNow(seats, person));
	return ranks
		.map((_, person) => person)
		.sort((a, b) => (below(ranks[a]!, ranks[b]!) ? 1 : below(ranks[b]!, ranks[a]!) ? -1 : a - b));
}

function noWorse(seats: Seats, person: number, others: readonly number[]): Set<number> {
	const rank = rankNow(seats, person);
	return new Set([person, ...others.filter((other) => !below(rank, rankNow(seats, other)))]);
}

function turnsOf(seats: Seats): SharedTurn[] {
	const counts = seats.turns.map(({ size }) => size);
	const [least, most] = [Math.min(...counts), Math.max(...counts)];
	return seats.slots.flatMap(({ key }, slot) =>
		[...seats.held[slot]!]
			.sort((a, b) => a - b)
			.map((person) => ({
				slot: key,
				person: seats.people[person]!.id,
				why: whyTurn(seats, slot, person, least, most)
			}))
	);
}

function unfilledOf(seats: Seats, neededSkills: readonly string[]): Unfilled[] {
	return seats.slots.flatMap(({ key }, slot) => {
		const empty = seats.free(slot);
		return empty > 0 ? [{ slot: key, seats: empty, why: whyUnfilled(seats, slot, neededSkills) }] : [];
	});
}

function loadsOf(seats: Seats): Load[] {
	return seats.people.map(({ id }, person) => ({
		person: id,
		turns: seats.turns[person]!.size,
		load: seats.load(person)
	}));
}
