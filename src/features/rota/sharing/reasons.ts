import { lasting } from './hard-rules.ts';
import type { Seats } from './seats.ts';
import type { Reason } from './types.ts';

/** Why this person, why then. `least` and `most` are the turns of whoever has fewest and most. */
export function whyTurn(seats: Seats, slot: number, person: number, least: number, most: number): Reason {
	const able = seats.able[slot]!.length;
	const turns = seats.turns[person]!.size;
	if (able <= seats.slots[slot]!.room) return { key: 'rota_why_few', params: { able } };
	if (least === most) return { key: 'rota_why_same', params: { able, turns } };
	return { key: 'rota_why_even', params: { able, turns, least, most } };
}

/** Why a seat stays empty: what keeps each of the others, counted, with the commonest cause as the sentence. */
export function whyUnfilled(seats: Seats, slot: number, neededSkills: readonly string[]): Reason {
	const people = seats.people.length;
	if (people === 0) return { key: 'rota_unfilled_nobody', params: {} };
	const counts = { skill: 0, rest: 0, overlap: 0, maximum: 0 };
	const there = seats.held[slot]!.size;
	seats.people.forEach((person, index) => {
		if (seats.held[slot]!.has(index)) return;
		const kept = lasting(seats.slots[slot]!, person, neededSkills);
		if (kept) counts[kept] += 1;
		else counts[seats.clashesFor(slot, index) ? 'overlap' : 'maximum'] += 1;
	});
	const params = { people, there, ...counts };
	const others = people - there;
	if (others === 0) return { key: 'rota_unfilled_all_there', params };
	const [cause] = Object.entries(counts).reduce((most, entry) => (entry[1] > most[1] ? entry : most));
	return { key: `rota_unfilled_${cause as keyof typeof counts}`, params };
}
