import type { Day } from '#lib/time/day.ts';
import type { DUTIES } from './schema.ts';
import type { Reason } from './sharing/types.ts';
import type { TurnState } from './tables.ts';

export type DutyName = (typeof DUTIES)[number];

/** A person's turn as screens, API and the kept copy have it. Instants are ISO texts. */
export interface TurnView {
	id: string;
	slotId: string;
	rotaId: string;
	rota: string;
	duty: DutyName;
	instructions: string;
	zoneId: string | null;
	zone: string | null;
	state: TurnState;
	day: Day;
	start: string;
	end: string;
	/** The others who are expected then. */
	others: string[];
	lookingNote: string;
	doneNote: string;
	donePhoto: { id: string; width: number; height: number } | null;
}

/** A turn that somebody looks for a stand-in for, or an empty seat: both can be taken. */
export interface Wanted {
	kind: 'stand_in' | 'seat';
	/** The turn, or the slot of the empty seat. */
	id: string;
	/** Who looks for a stand-in. */
	name: string | null;
	note: string;
	rotaId: string;
	rota: string;
	duty: DutyName;
	zone: string | null;
	day: Day;
	start: string;
	end: string;
	/** Empty seats of the slot. */
	seats: number;
}

/** What *Today* needs of the rotas, for one person in one garden. */
export interface RotaToday {
	/** The garden's day. */
	day: Day;
	/** Own turns from last week, or the first of the month, to sixty days ahead, in order. */
	turns: TurnView[];
	wanted: Wanted[];
	/** Set in a rest: its last day, null where it has no end. */
	rest: { lastDay: Day | null } | null;
	hasPlot: boolean;
}

export type RotaStage = 'draft' | 'coming' | 'running' | 'over' | 'ended';

/** One rota in the garden's list. */
export interface RotaSummary {
	id: string;
	name: string;
	duty: DutyName;
	zone: string | null;
	stage: RotaStage;
	/** First and last day of the season. */
	from: Day;
	to: Day;
	recurrence: string;
	startsAt: string;
	minutes: number;
	room: number;
	/** Own turns still to come. */
	mine: number;
	/** Empty seats in the fortnight ahead. */
	empty: number;
}

/** One person's turn in the season view. */
export interface SeatView {
	turnId: string;
	membershipId: string;
	name: string;
	state: TurnState;
	mine: boolean;
	/** The holder has left the garden or rests that day: the turn should be shared out again. */
	away: boolean;
}

export interface SlotView {
	id: string;
	day: Day;
	start: string;
	end: string;
	room: number;
	/** The reason ('' for none given) where the date is cancelled. */
	cancelled: string | null;
	seats: SeatView[];
}

/** What one person carries of a rota. Lists of these are in the order of names, never of loads. */
export interface LoadView {
	membershipId: string;
	name: string;
	share: number;
	done: number;
	planned: number;
	/** Turns × weight that they carry besides, in this garden and season. */
	carried: number;
}

/** A rota's whole season. */
export interface RotaSeason {
	rota: RotaSummary & { zoneId: string | null; instructions: string; weight: number; neededSkills: string[] };
	slots: SlotView[];
	loads: LoadView[];
}

/** What publishing would give: nothing of it is stored. */
export interface RotaPreview {
	slots: { key: string; day: Day; start: string; end: string; room: number; names: string[] }[];
	unfilled: { day: Day; start: string; seats: number; why: Reason }[];
	loads: LoadView[];
	seats: number;
}

/** A turn's own page. */
export interface TurnPage {
	turn: TurnView;
	holder: string;
	mine: boolean;
	why: Reason | null;
	/** Where it was taken over: from whom. */
	takenOverFrom: string | null;
	/** Where it was swapped away: who has it now. */
	nowWith: { turnId: string; name: string } | null;
	cancelReason: string | null;
	events: { at: string; by: string | null; to: TurnState }[];
}

/** What the form of a rota offers to choose from. */
export interface RotaChoices {
	zones: { id: string; name: string }[];
	people: { membershipId: string; name: string; skills: string[] }[];
}

/** What stands in the rota form at first. */
export interface RotaFormValues {
	name: string;
	duty: DutyName;
	zoneId: string | null;
	instructions: string;
	from: string;
	to: string;
	weekdays: string[];
	interval: number;
	startsAt: string;
	minutes: number;
	room: number;
	weight: number;
	neededSkills: string[];
	everyone: boolean;
	people: { membershipId: string; share: number }[];
}
