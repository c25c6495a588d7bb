import * as v from 'valibot';
import { daysBetween, isDay, WEEKDAYS } from '#lib/time/day.ts';

/** Every duty that a rota can be for. */
export const DUTIES = ['watering', 'compost', 'gate', 'animals', 'mowing', 'other'] as const;

/** The longest season in days: a year and a little, so that a rota may run through a winter. */
export const LONGEST_SEASON = 400;

const Id = v.pipe(v.string(), v.uuid());
const Day = v.pipe(v.string(), v.check(isDay, 'error_day'));
const Note = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), '');

const Fields = v.object({
	name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80)),
	duty: v.picklist(DUTIES),
	zoneId: v.optional(v.nullable(Id), null),
	instructions: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(4000)), ''),
	/** The season's first and last day. */
	from: Day,
	to: Day,
	weekdays: v.pipe(v.array(v.picklist(WEEKDAYS)), v.minLength(1, 'rota_error_weekdays')),
	/** 1: every week, 2: every other week. */
	interval: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)), 1),
	/** On the garden's clock. */
	startsAt: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'rota_error_time')),
	minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1440)),
	/** People in each slot. */
	room: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
	weight: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(10)), 1),
	neededSkills: v.optional(
		v.pipe(v.array(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60))), v.maxLength(10)),
		[]
	),
	/** True: all who garden here, also those who join later; `people` then only changes shares. */
	everyone: v.optional(v.boolean(), true),
	people: v.optional(
		v.pipe(
			v.array(
				v.object({
					membershipId: Id,
					share: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(10)), 1)
				})
			),
			v.maxLength(2000)
		),
		[]
	)
});

/** A rota's fields as forms and API give them. */
export const RotaFields = v.pipe(
	Fields,
	v.forward(
		v.check(({ from, to }) => from <= to, 'rota_error_season_order'),
		['to']
	),
	v.forward(
		v.check(({ from, to }) => daysBetween(from, to) < LONGEST_SEASON, 'rota_error_season_long'),
		['to']
	),
	v.forward(
		v.check(({ everyone, people }) => everyone || people.length > 0, 'rota_error_nobody_chosen'),
		['people']
	)
);
export type RotaFields = v.InferOutput<typeof RotaFields>;

/** `rota.draft`. */
export const DraftRota = v.object({ gardenId: Id, rota: RotaFields });
/** `rota.change`. */
export const ChangeRota = v.object({ rotaId: Id, rota: RotaFields });
/** Commands about a whole rota. */
export const OneRota = v.object({ rotaId: Id });
/** Commands about a slot. */
export const OneSlot = v.object({ slotId: Id });
/** `rota.cancelSlot`: `rain` makes its turns rained off, otherwise they are excused. */
export const CancelSlot = v.object({
	slotId: Id,
	rain: v.optional(v.boolean(), false),
	reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300)), '')
});
/** Commands about a turn. */
export const OneTurn = v.object({ turnId: Id });
/** Commands about a turn that may say something. */
export const TurnWithNote = v.object({ turnId: Id, note: Note });
/** `rota.markDone`: a photo of the garden that the sender added may go with it. */
export const DoneTurn = v.object({ turnId: Id, note: Note, photoId: v.optional(v.nullable(Id), null) });
/** A steward puts a member down for somebody's turn. */
export const HandOver = v.object({ turnId: Id, membershipId: Id });
/** A steward puts a member down for an empty seat. */
export const GiveSeat = v.object({ slotId: Id, membershipId: Id });
