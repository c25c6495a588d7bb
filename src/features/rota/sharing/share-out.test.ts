import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, monthOf } from '#lib/time/day.ts';
import { lasting, obstacle, overlaps } from './hard-rules.ts';
import { shareOut } from './share-out.ts';
import type { OpenSlot, Participant, Shared, Sharing } from './types.ts';

const HOUR = 3_600_000;

function slot(index: number, given: Partial<OpenSlot> & { everyDays?: number } = {}): OpenSlot {
	const { everyDays = 1, ...rest } = given;
	const day = addDays('2026-04-01', index * everyDays);
	const start = Date.parse(`${day}T16:00:00Z`);
	return { key: day, day, lastDay: day, start, end: start + 2 * HOUR, room: 1, ...rest };
}

function person(index: number, given: Partial<Participant> = {}): Participant {
	const free = { share: 1, monthlyMax: null, rests: [], skills: [], busy: [], monthTurns: {}, carried: 0 };
	return { id: `person-${String(index).padStart(4, '0')}`, ...free, ...given };
}

function sharing(slots: OpenSlot[], people: Participant[], given: Partial<Sharing> = {}): Sharing {
	return { slots, people, neededSkills: [], weight: 1, seed: 'a', ...given };
}

const anyPerson = (index: number, days: number) =>
	fc
		.record({
			share: fc.constantFrom(0.5, 1, 1, 1, 2),
			monthlyMax: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 2 }),
			rests: fc.array(
				fc
					.tuple(fc.integer({ min: -3, max: days }), fc.integer({ min: 1, max: 12 }))
					.map(([from, length]) => ({
						from: addDays('2026-04-01', from),
						until: addDays('2026-04-01', from + length)
					})),
				{ maxLength: 2 }
			),
			skills: fc.constantFrom<string[][]>(['key'], ['key'], []),
			busy: fc.array(
				fc.integer({ min: 0, max: days }).map((at) => {
					const start = Date.parse(`${addDays('2026-04-01', at)}T17:00:00Z`);
					return { start, end: start + HOUR };
				}),
				{ maxLength: 2 }
			),
			monthTurns: fc.constantFrom<Record<string, number>>({}, {}, { '2026-04': 1 }),
			carried: fc.constantFrom(0, 0, 1, 2.5)
		})
		.map((given) => person(index, given));

function anySharing(maxSlots: number, maxPeople: number, maxRoom: number): fc.Arbitrary<Sharing> {
	return fc
		.record({
			count: fc.integer({ min: 0, max: maxSlots }),
			people: fc.integer({ min: 0, max: maxPeople }),
			everyDays: fc.constantFrom(1, 3, 7),
			room: fc.integer({ min: 1, max: maxRoom }),
			long: fc.boolean(),
			weight: fc.constantFrom(0.5, 1, 3),
			skill: fc.boolean()
		})
		.chain(({ count, people, everyDays, room, long, weight, skill }) =>
			fc
				.tuple(...Array.from({ length: people }, (_, index) => anyPerson(index, count * everyDays)))
				.map((who) =>
					sharing(
						// Every second slot of a long duty reaches into the next: slots of one rota that overlap.
						Array.from({ length: count }, (_, index) => {
							const made = slot(index, { everyDays, room });
							return long && index % 2 === 0
								? { ...made, end: made.start + 25 * HOUR, lastDay: addDays(made.day, 1) }
								: made;
						}),
						who,
						{ weight, neededSkills: skill ? ['key'] : [] }
					)
				)
		);
}

/** Breaks of the rules that hold always: turn by turn, seen from the outside. */
function breaches({ slots, people, neededSkills }: Sharing, { turns }: Shared): string[] {
	const found: string[] = [];
	const bySlot = Map.groupBy(turns, (turn) => turn.slot);
	for (const one of slots) {
		const there = bySlot.get(one.key) ?? [];
		if (there.length > one.room) found.push(`${one.key} is over-filled`);
		if (new Set(there.map((turn) => turn.person)).size < there.length) found.push(`${one.key} has one twice`);
	}
	for (const who of people) {
		const mine = slots.filter(({ key }) => bySlot.get(key)?.some((turn) => turn.person === who.id));
		for (const one of mine) {
			const kept = lasting(one, who, neededSkills);
			if (kept) found.push(`${who.id} ${kept}`);
			if (mine.some((other) => other !== one && overlaps(one, other))) found.push(`${who.id} twice at once`);
			const inMonth = mine.filter(({ day }) => monthOf(day) === monthOf(one.day)).length;
			if (who.monthlyMax !== null && inMonth + (who.monthTurns[monthOf(one.day)] ?? 0) > who.monthlyMax)
				found.push(`${who.id} above the maximum`);
		}
	}
	return found;
}

/** How many seats can be filled at most: Ford and Fulkerson on slot → person in a month → person, one seat at a time. */
function mostSeats({ slots, people, neededSkills }: Sharing): number {
	const capacity = new Map<string, Map<string, number>>();
	const edge = (from: string, to: string, room: number) => {
		if (!capacity.has(from)) capacity.set(from, new Map());
		if (!capacity.has(to)) capacity.set(to, new Map());
		capacity.get(from)!.set(to, room);
		capacity.get(to)!.set(from, capacity.get(to)!.get(from) ?? 0);
	};
	for (const one of slots) {
		edge('source', one.key, one.room);
		for (const who of people) {
			if (lasting(one, who, neededSkills)) continue;
			const month = `${who.id} ${monthOf(one.day)}`;
			edge(one.key, month, 1);
			const max =
				who.monthlyMax === null ? Infinity : who.monthlyMax - (who.monthTurns[monthOf(one.day)] ?? 0);
			edge(month, 'sink', Math.max(0, max));
		}
	}
	for (let flow = 0; ; flow++) {
		const from = new Map([['source', '']]);
		for (const node of from.keys())
			for (const [to, room] of capacity.get(node) ?? []) if (room > 0 && !from.has(to)) from.set(to, node);
		if (!from.has('sink')) return flow;
		for (let node = 'sink'; node !== 'source'; node = from.get(node)!) {
			const before = from.get(node)!;
			capacity.get(before)!.set(node, capacity.get(before)!.get(node)! - 1);
			capacity.get(node)!.set(before, capacity.get(node)!.get(before)! + 1);
		}
	}
}

/** The best answer there is by trying all: most seats, then the lowest loads from the highest down. */
function bestOfAll(question: Sharing): { seats: number; loads: number[] } {
	const { slots, people, neededSkills, weight } = question;
	let best = { seats: -1, loads: [] as number[] };
	const mine = people.map(() => [] as OpenSlot[]);
	const visit = (index: number, seats: number) => {
		const one = slots[index];
		if (!one) {
			const loads = people
				.map((who, at) => (who.carried + mine[at]!.length * weight) / who.share)
				.sort((a, b) => b - a);
			const lower = loads.findIndex((load, at) => Math.abs(load - (best.loads[at] ?? Infinity)) > 1e-9);
			if (seats > best.seats || (seats === best.seats && lower >= 0 && loads[lower]! < best.loads[lower]!))
				best = { seats, loads };
			return;
		}
		const choose = (from: number, taken: number) => {
			visit(index + 1, seats + taken);
			if (taken === one.room) return;
			for (let at = from; at < people.length; at++) {
				const inMonth = mine[at]!.filter(({ day }) => monthOf(day) === monthOf(one.day)).length;
				if (obstacle(one, people[at]!, neededSkills, inMonth)) continue;
				mine[at]!.push(one);
				choose(at + 1, taken + 1);
				mine[at]!.pop();
			}
		};
		choose(0, 0);
	};
	visit(0, 0);
	return best;
}

const loadsOf = ({ loads }: Shared) => loads.map(({ load }) => load).sort((a, b) => b - a);
const overlapping = ({ slots }: Sharing) =>
	slots.some((one) => slots.some((two) => one !== two && overlaps(one, two)));

describe('shareOut', () => {
	it('never breaks a hard rule and never over-fills a slot', () => {
		fc.assert(
			fc.property(anySharing(40, 12, 3), (question) => {
				expect(breaches(question, shareOut(question))).toEqual([]);
			}),
			{ numRuns: 300 }
		);
	});

	it('fills as many seats as a maximum flow', () => {
		fc.assert(
			fc.property(anySharing(25, 10, 3), (question) => {
				fc.pre(!overlapping(question));
				expect(shareOut(question).turns).toHaveLength(mostSeats(question));
			}),
			{ numRuns: 300 }
		);
	});

	it('is as even as any answer can be', () => {
		fc.assert(
			fc.property(anySharing(5, 4, 2), (question) => {
				fc.pre(!overlapping(question));
				const best = bestOfAll(question);
				const answer = shareOut(question);
				expect(answer.turns).toHaveLength(best.seats);
				loadsOf(answer).forEach((load, at) => expect(load).toBeCloseTo(best.loads[at]!, 9));
			}),
			{ numRuns: 400 }
		);
	});

	it('keeps turns within one of each other where nobody is restricted and shares are equal', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60 }),
				fc.integer({ min: 1, max: 30 }),
				fc.integer({ min: 1, max: 3 }),
				fc.string(),
				(slots, people, room, seed) => {
					const { loads } = shareOut(
						sharing(
							Array.from({ length: slots }, (_, index) => slot(index, { room })),
							Array.from({ length: people }, (_, index) => person(index)),
							{ seed }
						)
					);
					const turns = loads.map((load) => load.turns);
					expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
				}
			)
		);
	});

	it('answers the same for the same seed, in whatever order people and slots come', () => {
		fc.assert(
			fc.property(anySharing(20, 8, 2), (question) => {
				const turned = {
					...question,
					slots: question.slots.toReversed(),
					people: question.people.toReversed()
				};
				expect(shareOut(turned)).toEqual(shareOut(question));
			})
		);
		const question = sharing(
			Array.from({ length: 20 }, (_, index) => slot(index)),
			Array.from({ length: 9 }, (_, index) => person(index))
		);
		expect(shareOut({ ...question, seed: 'b' }).turns).not.toEqual(shareOut(question).turns);
	});

	it('says for each empty seat why, and counts every seat once', () => {
		fc.assert(
			fc.property(anySharing(25, 8, 3), (question) => {
				const { turns, unfilled } = shareOut(question);
				const seats = question.slots.reduce((sum, { room }) => sum + room, 0);
				expect(turns.length + unfilled.reduce((sum, one) => sum + one.seats, 0)).toBe(seats);
				for (const { why } of unfilled) {
					const { people = 0, there = 0, skill = 0, rest = 0, overlap = 0, maximum = 0 } = why.params;
					expect(Number(there) + Number(skill) + Number(rest) + Number(overlap) + Number(maximum)).toBe(
						people
					);
				}
			})
		);
	});

	it('keeps what people hold where it can, and moves only what it must', () => {
		const slots = Array.from({ length: 60 }, (_, index) => slot(index, { room: 2 }));
		const people = Array.from({ length: 20 }, (_, index) => person(index));
		const before = shareOut(sharing(slots, people));
		const resting = people.map((who) =>
			who.id === 'person-0003' ? { ...who, rests: [{ from: '2026-04-01', until: null }] } : who
		);
		const after = shareOut(sharing(slots, resting, { current: before.turns, seed: 'another' }));
		const name = ({ slot, person }: { slot: string; person: string }) => `${slot} ${person}`;
		const kept = new Set(before.turns.map(name));
		expect(after.unfilled).toEqual([]);
		expect(after.turns.filter((turn) => !kept.has(name(turn)))).toHaveLength(6);
	});

	it('names the commonest cause of an empty seat', () => {
		const cause = (people: Participant[], given: Partial<Sharing> = {}) =>
			shareOut(sharing([slot(0)], people, given)).unfilled[0]?.why.key;
		expect(cause([])).toBe('rota_unfilled_nobody');
		expect(cause([person(0)], { neededSkills: ['key'] })).toBe('rota_unfilled_skill');
		expect(cause([person(0, { monthlyMax: 0 })])).toBe('rota_unfilled_maximum');
		expect(cause([person(0, { rests: [{ from: null, until: null }] })])).toBe('rota_unfilled_rest');
		expect(cause([person(0, { busy: [{ start: 0, end: Infinity }] })])).toBe('rota_unfilled_overlap');
		const both = shareOut(sharing([slot(0, { room: 2 })], [person(0)]));
		expect(both.unfilled[0]?.why.key).toBe('rota_unfilled_all_there');
	});

	it('shares 300 slots of two among 120 people in under a second', () => {
		const people = Array.from({ length: 120 }, (_, index) =>
			person(index, {
				share: index % 5 === 0 ? 0.5 : 1,
				monthlyMax: index % 3 === 0 ? 1 : null,
				rests: index % 4 === 0 ? [{ from: '2026-05-01', until: '2026-06-15' }] : [],
				skills: index % 2 === 0 ? ['key'] : []
			})
		);
		const slots = Array.from({ length: 300 }, (_, index) => slot(index, { room: 2 }));
		const started = performance.now();
		const answer = shareOut(sharing(slots, people, { neededSkills: ['key'] }));
		expect(performance.now() - started).toBeLessThan(1000);
		expect(breaches(sharing(slots, people, { neededSkills: ['key'] }), answer)).toEqual([]);
	});
});
