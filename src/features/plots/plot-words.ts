import { ground, walk } from '#features/gardens/measures.ts';
import type { Units } from '#features/gardens/tables.ts';
import { list, number, quantity } from '#lib/i18n/format.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { Outline, Position } from '#lib/geo/types.ts';
import { addDays, type Day } from '#lib/time/day.ts';
import { nearest, sidesOf } from './ground.ts';
import type { BoardPlot, Holder } from './queries.server.ts';
import type { EndReason, PlotKind } from './tables.ts';
import { brief, namesOf } from './words.ts';

// What is said of one plot, apart from words.ts: the map with all of them is lighter without it.

const FOOT = 0.3048;

/** Up to here a tap is "near" (metres from the middle of the plot). */
const NEAR = 15;

// Each message is named: an index into all of them would carry every sentence of the app to the browser.
const KINDS: Record<PlotKind, () => string> = {
	single: m.plots_kind_single,
	shared: m.plots_kind_shared,
	raised: m.plots_kind_raised,
	donation: m.plots_kind_donation,
	nursery: m.plots_kind_nursery
};

const REASONS: Record<EndReason, () => string> = {
	left: m.plots_reason_left,
	moved_plot: m.plots_reason_moved_plot,
	rules: m.plots_reason_rules,
	died: m.plots_reason_died,
	mistake: m.plots_reason_mistake,
	other: m.plots_reason_other
};

/** What a kind of plot is called. */
export function kindWord(kind: PlotKind): string {
	return KINDS[kind]();
}

/** Why a tenancy ended. */
export function reasonWord(reason: EndReason): string {
	return REASONS[reason]();
}

/** "2.5 × 10 m · 25 m²"; without sides where the plot is no rectangle. */
export function sizeWords(outline: Outline, areaM2: number, units: Units): string {
	const sides = sidesOf(outline);
	if (!sides) return ground(areaM2, units);
	const unit = units === 'imperial' ? 'ft' : 'm';
	const [short, long] = sides.map((metres) => tenth(units === 'imperial' ? metres / FOOT : metres));
	return `${number(short!, 1)} × ${quantity(long!, unit)} · ${ground(areaM2, units)}`;
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}

/** "near tap 2" or "40 m from tap 2", for the nearest tap; null where the garden has none. */
export function waterWords<F extends { kind: string; geometry: { type: string; coordinates: unknown } }>(
	outline: Outline,
	features: readonly F[],
	units: Units,
	nameOf: (feature: F) => string
): string | null {
	const taps = features
		.filter(({ kind, geometry }) => kind === 'tap' && geometry.type === 'Point')
		.map((feature) => ({ feature, position: feature.geometry.coordinates as Position }));
	const found = nearest(outline, taps);
	if (!found) return null;
	const name = nameOf(found.place.feature);
	const tap = name.charAt(0).toLocaleLowerCase() + name.slice(1);
	return found.metres < NEAR
		? m.plots_near_tap({ tap })
		: m.plots_from_tap({ tap, distance: walk(found.metres, units) });
}

/** One sentence on who holds a plot, or since when it is free. */
export function holdingWords({ state, current, next, last, outOfUseSince }: BoardPlot, today: Day): string {
	if (state === 'out' && outOfUseSince) return m.plots_out_since({ since: brief(outOfUseSince, today) });
	if (current)
		return current.lastDay
			? m.plots_held_until({ names: namesOf(current.holders), until: brief(current.lastDay, today) })
			: m.plots_held_since({ names: namesOf(current.holders), since: brief(current.from, today) });
	if (next) return m.plots_given_from({ names: namesOf(next.holders), from: brief(next.from, today) });
	if (last?.lastDay)
		return m.plots_free_since({
			since: brief(addDays(last.lastDay, 1), today),
			names: namesOf(last.holders)
		});
	return m.plots_never_held();
}

/** First names only, as for a sign that hangs in the street: "Rosa and Ahmed". */
export function firstNames(holders: readonly Pick<Holder, 'name'>[]): string {
	return list(holders.flatMap(({ name }) => name?.split(/\s+/)[0] ?? []));
}
