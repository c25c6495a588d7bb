import { myPickUps } from '#features/harvest/queries.server.ts';
import type { PickUp } from '#features/harvest/view.ts';
import { todayFor, type Place } from '#features/rota/queries.server.ts';
import { isExpected, turnsToday, type CardKind, type May } from '#features/rota/rules.ts';
import type { RotaToday, TurnView } from '#features/rota/view.ts';
import { zonePlan, type ZonePlan } from '#features/rota/zone-plan.server.ts';
import type { Db } from '#lib/db/database.server.ts';
import { addDays, hourOf, monthBounds } from '#lib/time/day.ts';

export interface TodayPage {
	/** When this was true: an ISO instant. */
	now: string;
	day: string;
	tomorrow: string;
	/** The hour on the garden's clock. */
	hour: number;
	card: { kind: CardKind; turn: TurnView; may: May; plan: ZonePlan | null } | null;
	/** The next own turn after the card's. */
	after: TurnView | null;
	/** Other turns that are over and say nothing of how it went. */
	late: TurnView[];
	wanted: RotaToday['wanted'];
	pickUps: PickUp[];
	/** Own turns of the garden's month. */
	month: { done: number; planned: number };
	rest: RotaToday['rest'];
	hasPlot: boolean;
}

/** All that *Today* shows to somebody with a place in the garden. At most three statements. */
export async function todayPage(db: Db, place: Place, now: Date, locale: string): Promise<TodayPage> {
	const { personId } = place.standing;
	const [rota, pickUps] = await Promise.all([
		todayFor(db, place, now),
		myPickUps(db, place.id, personId, now, locale)
	]);
	const { day, turns, wanted, rest, hasPlot } = rota;
	const { card, after, late } = turnsToday(turns, day, addDays(day, -7), now);
	return {
		now: now.toISOString(),
		day,
		tomorrow: addDays(day, 1),
		hour: hourOf(now, place.timeZone),
		card: card && { ...card, plan: await planFor(db, place, card) },
		after,
		late,
		wanted,
		pickUps,
		month: monthOf(turns, day),
		rest,
		hasPlot
	};
}

async function planFor(db: Db, { id }: Place, { kind, turn }: { kind: CardKind; turn: TurnView }) {
	return turn.zoneId && kind !== 'done' ? zonePlan(db, id, turn.zoneId) : null;
}

function monthOf(turns: readonly TurnView[], day: string): TodayPage['month'] {
	const { from, until } = monthBounds(day);
	const inMonth = turns.filter((turn) => turn.day >= from && turn.day < until);
	return {
		done: inMonth.filter(({ state }) => state === 'done').length,
		planned: inMonth.filter(({ state }) => isExpected(state)).length
	};
}
