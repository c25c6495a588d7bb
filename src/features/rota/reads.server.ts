import * as v from 'valibot';
import { gardenerRead, GardenParam } from '#features/gardens/reading.server.ts';
import { Count, Day, Flag, Id, IdParam, Instant, Num, or, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { addDays, daysBetween, dayOf, isDay } from '#lib/time/day.ts';
import { myTurns, rotaOverview } from './queries.server.ts';
import { DUTIES } from './schema.ts';
import { rotaSeason } from './season.server.ts';

export const TurnStateResult = v.picklist([
	'planned',
	'confirmed',
	'done',
	'missed',
	'excused',
	'looking',
	'swapped_away',
	'rained_off'
]);

/** A person's own turn. */
export const TurnResult = v.strictObject({
	...{ id: Id, slotId: Id, rotaId: Id, rota: Text, duty: v.picklist(DUTIES), instructions: Text },
	...{ zoneId: or(Id), zone: or(Text), state: TurnStateResult, day: Day, start: Instant, end: Instant },
	...{ others: v.array(Text), lookingNote: Text, doneNote: Text },
	donePhoto: or(v.strictObject({ id: Id, width: Count, height: Count }))
});

/** A turn or a seat that can be taken. */
export const WantedResult = v.strictObject({
	...{ kind: v.picklist(['stand_in', 'seat']), id: Id, name: or(Text), note: Text, rotaId: Id, rota: Text },
	...{ duty: v.picklist(DUTIES), zone: or(Text), day: Day, start: Instant, end: Instant, seats: Count }
});

const summary = {
	...{ id: Id, name: Text, duty: v.picklist(DUTIES), zone: or(Text) },
	stage: v.picklist(['draft', 'coming', 'running', 'over', 'ended']),
	...{ from: Day, to: Day, recurrence: Text, startsAt: Text, minutes: Count, room: Count },
	...{ mine: Count, empty: Count }
};

const list = defineRead({
	name: 'rota.list',
	path: '/gardens/{garden}/rotas',
	summary:
		'The rotas of your garden, your turns of the next thirty-three days, and what somebody is wanted for.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({
		day: Day,
		rotas: v.array(v.strictObject(summary)),
		turns: v.array(TurnResult),
		wanted: v.array(WantedResult)
	}),
	read: async (context, params) => rotaOverview(context.db, await gardenerRead(context, params), context.now)
});

const Seat = v.strictObject({
	...{ turnId: Id, membershipId: Id, name: Text, state: TurnStateResult },
	...{ mine: Flag, away: Flag }
});

const one = defineRead({
	name: 'rota.one',
	path: '/gardens/{garden}/rotas/{rota}',
	summary: 'One rota with all its dates, who is down for them, and what each carries.',
	reader: 'person',
	params: v.object({ garden: GardenParam, rota: IdParam }),
	result: v.strictObject({
		rota: v.strictObject({
			...summary,
			...{ zoneId: or(Id), instructions: Text, weight: Num, neededSkills: v.array(Text) }
		}),
		slots: v.array(
			v.strictObject({
				...{ id: Id, day: Day, start: Instant, end: Instant, room: Count },
				...{ cancelled: or(Text), seats: v.array(Seat) }
			})
		),
		loads: v.array(
			v.strictObject({
				...{ membershipId: Id, name: Text, share: Num, done: Count, planned: Count },
				carried: Num
			})
		)
	}),
	async read(context, params) {
		const place = await gardenerRead(context, params);
		const season = await rotaSeason(context.db, place, params.rota, context.now);
		if (!season) throw notFound();
		return season;
	}
});

const DayParam = v.optional(v.pipe(v.string(), v.check(isDay, 'error_day')));
const MOST_DAYS = 400;

const turns = defineRead({
	name: 'rota.myTurns',
	path: '/gardens/{garden}/turns',
	summary: 'Your own turns from a day (today) up to, not including, another; at most 400 days.',
	reader: 'person',
	params: v.pipe(
		v.object({ garden: GardenParam, from: DayParam, until: DayParam }),
		v.forward(
			v.check(
				({ from, until }) => !from || !until || (from <= until && daysBetween(from, until) <= MOST_DAYS),
				'rota_error_season_long'
			),
			['until']
		)
	),
	result: v.strictObject({ turns: v.array(TurnResult) }),
	async read(context, params) {
		const place = await gardenerRead(context, params);
		const from = params.from ?? dayOf(context.now, place.timeZone);
		const until = params.until ?? addDays(from, MOST_DAYS);
		return { turns: await myTurns(context.db, place, from, until) };
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [list, one, turns];
