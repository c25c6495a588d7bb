import type { MessageKey, MessageParams } from '#lib/command/refusal.ts';
import type { Day } from '#lib/time/day.ts';
import type { DayRange } from '#lib/time/range.ts';

/** A slot that wants people. Times in milliseconds since 1970. */
export interface OpenSlot {
	/** Its name within the rota. */
	key: string;
	day: Day;
	lastDay: Day;
	start: number;
	end: number;
	/** Free seats: turns that stay as they are have been taken off. */
	room: number;
}

/** Somebody who takes part, with all that hard rules and evenness ask of them. */
export interface Participant {
	/** The membership. */
	id: string;
	/** 1: as much as everybody; 0.5: half of it. */
	share: number;
	/** Most turns in a calendar month; null: no own limit. */
	monthlyMax: number | null;
	rests: readonly DayRange[];
	skills: readonly string[];
	/** Other turns of theirs: of this rota (those that stay), of other rotas and other gardens. */
	busy: readonly { start: number; end: number }[];
	/** Turns in this garden that count towards the maximum and are not shared out here, by month 'YYYY-MM'. */
	monthTurns: Readonly<Record<string, number>>;
	/** Turns × weight that they carry already. */
	carried: number;
}

/** A question for `shareOut`. */
export interface Sharing {
	slots: readonly OpenSlot[];
	people: readonly Participant[];
	neededSkills: readonly string[];
	/** What one turn weighs. */
	weight: number;
	/** Same input and seed, same answer. */
	seed: string;
	/** What people hold now: kept wherever rules and evenness let it be. */
	current?: readonly { slot: string; person: string }[];
}

/** A sentence with its numbers, kept in the database and spoken in the reader's language. */
export interface Reason {
	key: MessageKey;
	params: MessageParams;
}

export interface SharedTurn {
	/** The slot's key. */
	slot: string;
	/** The participant's id. */
	person: string;
	why: Reason;
}

/** Seats that stay empty, and why. */
export interface Unfilled {
	slot: string;
	seats: number;
	why: Reason;
}

/** What one person carries afterwards. */
export interface Load {
	person: string;
	/** Turns shared out here. */
	turns: number;
	/** (carried + turns × weight) ÷ share. */
	load: number;
}

export interface Shared {
	turns: SharedTurn[];
	unfilled: Unfilled[];
	loads: Load[];
}

/** Shares turns out. Replaceable: pages and commands know only this shape. */
export type ShareOut = (sharing: Sharing) => Shared;
