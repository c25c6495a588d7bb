import * as v from 'valibot';
import { isDay } from '#lib/time/day.ts';
import { isPlain, tidyNumber } from './numbers.ts';
import { END_REASONS, MOST_HOLDERS, PLOT_KINDS } from './rules.ts';

const Id = v.pipe(v.string(), v.uuid('error_not_understood'));
const Day = v.pipe(v.string(), v.check(isDay, 'error_day'));
const Kind = v.picklist(PLOT_KINDS, 'error_choose_one');
const Notes = v.pipe(v.string(), v.trim(), v.maxLength(2000, 'error_too_long'));
const Revision = v.pipe(
	v.number('error_number'),
	v.integer('error_number'),
	v.minValue(1, 'error_too_small')
);

const PlotNumber = v.pipe(
	v.string(),
	v.transform(tidyNumber),
	v.nonEmpty('error_required'),
	v.maxLength(20, 'error_too_long'),
	v.check(isPlain, 'plots_number_characters')
);

/** A GeoJSON geometry object; what it must be to outline a plot is checked where the garden's place is known. */
const Outline = v.looseObject({ type: v.string(), coordinates: v.array(v.unknown()) });

export const AddPlot = v.object({
	gardenId: Id,
	number: PlotNumber,
	kind: v.optional(Kind, 'single'),
	outline: Outline,
	zoneId: v.optional(v.nullable(Id), null),
	notes: v.optional(Notes, '')
});

/** `revision` is the one that the sender saw: a plot that others changed since then is refused (409). */
export const ReshapePlot = v.object({ plotId: Id, outline: Outline, revision: Revision });

/** What is left out stays. */
export const ChangePlot = v.object({
	plotId: Id,
	number: v.optional(PlotNumber),
	kind: v.optional(Kind),
	zoneId: v.optional(v.nullable(Id)),
	notes: v.optional(Notes),
	outOfUse: v.optional(v.boolean()),
	revision: Revision
});

export const RemovePlot = v.object({ plotId: Id });

/** `membershipIds`: the first is the lead. `until`: the last day; left out or null, the tenancy is open. */
export const GivePlot = v.object({
	plotId: Id,
	membershipIds: v.pipe(
		v.array(Id),
		v.minLength(1, 'plots_choose_somebody'),
		v.maxLength(MOST_HOLDERS, 'plots_too_many_holders'),
		v.transform((ids) => [...new Set(ids)])
	),
	from: Day,
	until: v.optional(v.nullable(Day), null)
});

/** `on`: the last day. */
export const EndTenancy = v.object({
	tenancyId: Id,
	on: Day,
	reason: v.picklist(END_REASONS, 'error_choose_one'),
	note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000, 'error_too_long')), '')
});

export const TakeBackTenancy = v.object({ tenancyId: Id });

export const ChangeHolder = v.object({ tenancyId: Id, membershipId: Id });
