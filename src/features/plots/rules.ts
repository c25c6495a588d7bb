import { addDays, daysBetween, type Day } from '#lib/time/day.ts';
import { holds, type DayRange } from '#lib/time/range.ts';
import type { EndReason, PlotKind } from './tables.ts';

export const PLOT_KINDS = [
	'single',
	'shared',
	'raised',
	'donation',
	'nursery'
] as const satisfies readonly PlotKind[];

export const END_REASONS = [
	'left',
	'moved_plot',
	'rules',
	'died',
	'mistake',
	'other'
] as const satisfies readonly EndReason[];

/** Most square metres of one plot: ten hectares. */
export const LARGEST_PLOT = 100_000;

/** Most plots of one garden, and most people who hold one together. */
export const MOST_PLOTS = 20_000;
export const MOST_HOLDERS = 20;

/** Days before a tenancy's end from which on the plan says that it ends. */
export const ENDS_SOON = 60;

/** A tenancy may be entered from this day on, and until ten years from now. */
export const EARLIEST: Day = '1900-01-01';
const LATEST_AHEAD = 3653;

/** What a plot is on one day. */
export type PlotState =
	| 'free' // nobody holds it, and nobody is to have it
	| 'held'
	| 'mine'
	| 'ending' // held, with an end within `ENDS_SOON` days
	| 'upcoming' // nobody holds it yet, but it is given from a later day on
	| 'donation'
	| 'nursery'
	| 'shared'
	| 'out'; // out of use

/** What the state of a plot depends on. `mine`: the asker is among the holders of the current tenancy. */
export interface PlotFacts {
	kind: PlotKind;
	outOfUseSince: Day | null;
	current: { lastDay: Day | null } | null;
	next: object | null;
	mine: boolean;
}

/**
 * The state of a plot on a day. Out of use counts before all, then one's own; plots for donation, nursery and shared ones
 * keep the look of their kind whoever cares for them.
 */
export function stateOf({ kind, outOfUseSince, current, next, mine }: PlotFacts, today: Day): PlotState {
	if (outOfUseSince && outOfUseSince <= today) return 'out';
	if (current && mine) return 'mine';
	if (kind === 'donation' || kind === 'nursery' || kind === 'shared') return kind;
	if (current) return endsSoon(current.lastDay, today) ? 'ending' : 'held';
	return next ? 'upcoming' : 'free';
}

function endsSoon(lastDay: Day | null, today: Day): boolean {
	return lastDay !== null && daysBetween(today, lastDay) <= ENDS_SOON;
}

/** How a state is drawn: the colours and texture that the plan knows, and a sign that repeats the state. */
export const LOOKS: Readonly<Record<PlotState, { look: string; sign: string }>> = {
	free: { look: 'free', sign: '' },
	held: { look: 'held', sign: '' },
	mine: { look: 'mine', sign: '★' },
	ending: { look: 'offered', sign: '◔' },
	upcoming: { look: 'offered', sign: '→' },
	donation: { look: 'donation', sign: '♥' },
	nursery: { look: 'shared', sign: '✿' },
	shared: { look: 'shared', sign: '∞' },
	out: { look: 'out', sign: '×' }
};

/** Which plots a list shows. */
export const SHOWN = ['all', 'free', 'held', 'mine'] as const;
export type Shown = (typeof SHOWN)[number];

/** True where a plot belongs into the list: `held` means that somebody holds it or is to have it, whatever its look. */
export function isShown(
	shown: Shown,
	{ state, current, next, mine }: Pick<PlotFacts, 'current' | 'next' | 'mine'> & { state: PlotState }
): boolean {
	if (shown === 'free') return state === 'free';
	if (shown === 'held') return current !== null || next !== null;
	return shown === 'all' || mine;
}

/** Days for which a plot could be given next, as far as its current and next tenancy tell; null where it cannot. */
export function freeDays(
	plot: { outOfUseSince: Day | null; current: { lastDay: Day | null } | null; next: { from: Day } | null },
	today: Day
): { from: Day; lastDay: Day | null } | null {
	if (plot.outOfUseSince || (plot.current && plot.current.lastDay === null)) return null;
	const from = plot.current?.lastDay ? addDays(plot.current.lastDay, 1) : today;
	if (!plot.next) return { from, lastDay: null };
	return plot.next.from > from ? { from, lastDay: addDays(plot.next.from, -1) } : null;
}

/** What to know of a tenancy to see whether another fits beside it. */
export type Taken = DayRange & { from: Day };

/** Why a plot cannot be given: since when or until when it is taken; `day` is the day of which the sentence speaks. */
export interface Clash {
	key:
		| 'plots_taken_open' // held with no end
		| 'plots_taken_until' // free from `day` on
		| 'plots_taken_from'; // given to others from `day` on: it needs a last day before that
	day: Day | null;
}

/**
 * Whether a plot can be given for these days, beside its tenancies in any order: null where it can. Where it cannot, from
 * when it is free, or why it never is.
 */
export function clashOf(wanted: Taken, taken: readonly Taken[]): Clash | null {
	const rest = [...taken].sort((a, b) => (a.from < b.from ? -1 : 1)).filter((other) => meets(wanted, other));
	const [first] = rest;
	if (!first) return null;
	if (first.from > wanted.from) return { key: 'plots_taken_from', day: first.from };
	const last = firstGap(first, taken);
	return last === null ? { key: 'plots_taken_open', day: null } : { key: 'plots_taken_until', day: last };
}

function meets(a: Taken, b: Taken): boolean {
	return (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until);
}

/** The first day after a tenancy on which nobody holds the plot; null: there is none. */
function firstGap(start: Taken, taken: readonly Taken[]): Day | null {
	let { until } = start;
	for (let next: Taken | undefined = start; until !== null && next;) {
		const day: Day = until;
		next = taken.find((other) => holds(other, day));
		if (next) until = next.until;
	}
	return until;
}

/** Why a first or last day cannot be: outside of what a garden's book can hold. */
export function daysFault(
	from: Day,
	lastDay: Day | null,
	today: Day
): { field: string; key: DayFault } | null {
	const latest = addDays(today, LATEST_AHEAD);
	if (from < EARLIEST) return { field: 'from', key: 'plots_day_too_early' };
	if (from > latest) return { field: 'from', key: 'plots_day_too_late' };
	if (lastDay === null) return null;
	if (lastDay < from) return { field: 'until', key: 'plots_ends_before' };
	return lastDay > latest ? { field: 'until', key: 'plots_day_too_late' } : null;
}

type DayFault = 'plots_day_too_early' | 'plots_day_too_late' | 'plots_ends_before';

/** What one may do with a tenancy: history is never overwritten. */
export function tenancyPhase({ from, until }: Taken, today: Day): 'past' | 'current' | 'future' {
	if (until !== null && until <= today) return 'past';
	return from > today ? 'future' : 'current';
}

/** True until the first day is over: then it can be taken back as if it had never been. */
export function canTakeBack({ from }: Taken, today: Day): boolean {
	return from >= today;
}
