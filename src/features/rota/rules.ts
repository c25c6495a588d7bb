import { canActFor, runs, type Standing } from '#features/members/rules.ts';
import type { TurnState } from './tables.ts';

/** States in which a turn is somebody's: it keeps its seat and its holder is expected. */
export const EXPECTED: readonly TurnState[] = ['planned', 'confirmed', 'looking'];

/** States that count as load and towards a monthly maximum, and that bar other turns at the time. */
export const CARRIED: readonly TurnState[] = [...EXPECTED, 'done'];

/** States that keep a seat: an empty seat is one without such a turn. */
export const SEATED: readonly TurnState[] = [...CARRIED, 'missed'];

/** A turn can be marked done from so many milliseconds before it begins: people water early on hot days. */
export const DONE_BEFORE_MS = 12 * 60 * 60 * 1000;

/** True while the person is still expected. */
export function isExpected(state: TurnState): boolean {
	return EXPECTED.includes(state);
}

/** True from twelve hours before the turn on, for turns that are expected or were marked missed. */
export function canMarkDone(turn: { state: TurnState; start: Date }, now: Date): boolean {
	return (isExpected(turn.state) || turn.state === 'missed') && mayBeDone(turn.start, now);
}

/** True from twelve hours before the start on. */
export function mayBeDone(start: Date, now: Date): boolean {
	return now.getTime() >= start.getTime() - DONE_BEFORE_MS;
}

/** True where the turn's holder may still look for a stand-in, or take that back: until its end. */
export function canLook(turn: { state: TurnState; end: Date }, now: Date): boolean {
	return isExpected(turn.state) && now < turn.end;
}

/** So many days of one's own turns are in sight, from today on. */
export const DAYS_IN_SIGHT = 30;

/** What a holder may do with a turn now. */
export interface May {
	done: boolean;
	look: boolean;
	/** The turn is over and nothing is said of it. */
	over: boolean;
}

/** What a holder may do with a turn now. Times are ISO instants. */
export function mayOf({ state, start, end }: Pick<Dated, 'state' | 'start' | 'end'>, now: Date): May {
	const times = { start: new Date(start), end: new Date(end) };
	return {
		done: canMarkDone({ state, start: times.start }, now),
		look: canLook({ state, end: times.end }, now),
		over: isExpected(state) && times.end <= now
	};
}

/** May this person change the turn: their own, or as a steward of the rota in its holder's name? */
export function canChangeTurn(standing: Standing | null, holderId: string): boolean {
	return canActFor(standing, holderId, 'rota');
}

/** May this person make and change rotas here? */
export function canRunRotas(standing: Standing | null | undefined): boolean {
	return runs(standing, 'rota');
}

/** What stands first on *Today*. */
export type CardKind = 'now' | 'late' | 'done' | 'next';

interface Dated {
	id: string;
	state: TurnState;
	day: string;
	start: string;
	end: string;
}

/**
 * The turn that *Today* is about: the one of today or under way, else the one done today, else the newest that
 * ended within a week and says nothing of how it went, else the next. Null: none of these.
 */
export function cardOf<T extends Dated>(
	turns: readonly T[],
	today: string,
	weekAgo: string,
	now: Date
): { kind: CardKind; turn: T } | null {
	const expected = turns.filter(({ state }) => isExpected(state));
	const ended = ({ end }: T) => Date.parse(end) <= now.getTime();
	const current = expected.find(
		(turn) => !ended(turn) && (turn.day === today || Date.parse(turn.start) <= now.getTime())
	);
	if (current) return { kind: 'now', turn: current };
	const done = turns.findLast((turn) => turn.state === 'done' && turn.day === today);
	if (done) return { kind: 'done', turn: done };
	const late = expected.findLast((turn) => ended(turn) && turn.day >= weekAgo);
	if (late) return { kind: 'late', turn: late };
	const next = expected.find((turn) => !ended(turn));
	return next ? { kind: 'next', turn: next } : null;
}

/**
 * A person's turns as *Today* tells them apart at an instant: the one that it is about, with what may be done about
 * it, the next one after that, and others that ended within a week and say nothing of how it went. `turns` in order.
 */
export function turnsToday<T extends Dated>(turns: readonly T[], today: string, weekAgo: string, now: Date) {
	const card = cardOf(turns, today, weekAgo, now);
	const others = turns.filter(({ id, state }) => isExpected(state) && id !== card?.turn.id);
	return {
		card: card && { ...card, may: mayOf(card.turn, now) },
		after: others.find(({ start }) => Date.parse(start) > now.getTime()) ?? null,
		late: others.filter((turn) => turn.day >= weekAgo && Date.parse(turn.end) <= now.getTime())
	};
}
