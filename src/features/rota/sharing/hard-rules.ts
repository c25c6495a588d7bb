import { monthOf } from '#lib/time/day.ts';
import type { OpenSlot, Participant } from './types.ts';

/** Why somebody cannot take a turn: the hard rules, in the order in which they are named to people. */
export type Obstacle = 'skill' | 'rest' | 'overlap' | 'maximum';

type SlotTimes = Pick<OpenSlot, 'day' | 'lastDay' | 'start' | 'end'>;

/**
 * The hard rule that keeps a person from a slot, or null. `taken` are turns in the slot's month that
 * `monthTurns` does not count.
 */
export function obstacle(
	slot: SlotTimes,
	person: Participant,
	neededSkills: readonly string[],
	taken = 0
): Obstacle | null {
	return lasting(slot, person, neededSkills) ?? (atMaximum(slot, person, taken) ? 'maximum' : null);
}

/** As `obstacle`, without the maximum: what no other sharing-out can change. */
export function lasting(
	slot: SlotTimes,
	person: Participant,
	neededSkills: readonly string[]
): Exclude<Obstacle, 'maximum'> | null {
	if (!neededSkills.every((skill) => person.skills.includes(skill))) return 'skill';
	if (restsOn(person, slot)) return 'rest';
	if (person.busy.some((other) => overlaps(slot, other))) return 'overlap';
	return null;
}

/** True where a day of the slot lies in one of the person's rests. */
export function restsOn(
	{ rests }: Pick<Participant, 'rests'>,
	{ day, lastDay }: Pick<OpenSlot, 'day' | 'lastDay'>
): boolean {
	return rests.some(
		({ from, until }) => (from === null || from <= lastDay) && (until === null || day < until)
	);
}

/** True where two stretches of time share a moment. */
export function overlaps(
	one: { start: number; end: number },
	other: { start: number; end: number }
): boolean {
	return one.start < other.end && other.start < one.end;
}

function atMaximum({ day }: SlotTimes, { monthlyMax, monthTurns }: Participant, taken: number): boolean {
	return monthlyMax !== null && (monthTurns[monthOf(day)] ?? 0) + taken >= monthlyMax;
}
