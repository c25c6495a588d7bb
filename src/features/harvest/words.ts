import { dayShort, number, quantity as measure, time, weekday } from '#lib/i18n/format.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import { addDays, dayOf } from '#lib/time/day.ts';
import type { LotUnit, PlaceKind } from './tables.ts';
import type { LotPlace } from './view.ts';

const COUNTED = {
	piece: m.harvest_amount_piece,
	bunch: m.harvest_amount_bunch,
	bag: m.harvest_amount_bag,
	box: m.harvest_amount_box,
	litre: m.harvest_amount_litre
};

const UNIT_NAMES: Record<LotUnit, () => string> = {
	piece: m.harvest_unit_piece,
	bunch: m.harvest_unit_bunch,
	kg: m.harvest_unit_kg,
	g: m.harvest_unit_g,
	lb: m.harvest_unit_lb,
	bag: m.harvest_unit_bag,
	box: m.harvest_unit_box,
	litre: m.harvest_unit_litre
};

const PLACE_NAMES: Record<PlaceKind, () => string> = {
	plot: m.harvest_place_plot_unnamed,
	stall: m.harvest_place_stall,
	shed: m.harvest_place_shed,
	gate: m.harvest_place_gate,
	home: m.harvest_place_home,
	other: m.harvest_place_other
};

/** "7 pieces", "1 bunch", "4.5 kg". */
export function amount(quantity: string, unit: LotUnit): string {
	if (unit === 'kg' || unit === 'g' || unit === 'lb') return measure(quantity, unit);
	return COUNTED[unit]({ count: Number(quantity), shown: number(quantity) });
}

/** "7 left", "4.5 kg left"; in words where nothing is. Pieces are counted without their unit. */
export function left({ left: rest, unit }: { left: string; unit: LotUnit }): string {
	if (Number(rest) === 0) return m.harvest_none_left();
	return m.harvest_left({ count: Number(rest), shown: short(rest, unit) });
}

/** "7", "3 bunches", "4.5 kg": the unit only where it says something. */
export function short(quantity: string, unit: LotUnit): string {
	return unit === 'piece' ? number(quantity) : amount(quantity, unit);
}

/** The unit's name for a list to choose from. */
export function unitName(unit: LotUnit): string {
	return UNIT_NAMES[unit]();
}

/** The kind of place for a list to choose from. */
export function placeName(kind: PlaceKind): string {
	return PLACE_NAMES[kind]();
}

/** "Plot A11, by the water butt", "Stall". */
export function placeText({ kind, plot, note }: LotPlace): string {
	const name = plot ? m.harvest_place_plot({ number: plot }) : PLACE_NAMES[kind]();
	// A note says more than "elsewhere" or "at a plot" does.
	if (note && !plot && (kind === 'other' || kind === 'plot')) return note;
	return note ? `${name}, ${note}` : name;
}

/** "today until 20:00", "tomorrow 08:00–10:00", "until Thu 20 Aug, 20:00": times are ISO instants. */
export function whenText({ from, until }: { from: string; until: string }, now: Date, zone: string): string {
	const [start, end] = [new Date(from), new Date(until)];
	const [today, endDay] = [dayOf(now, zone), dayOf(end, zone)];
	if (start <= now) {
		if (endDay === today) return m.harvest_when_today_until({ time: time(end, zone) });
		return m.harvest_when_until({ day: dayWord(end, now, zone), time: time(end, zone) });
	}
	if (dayOf(start, zone) === endDay)
		return m.harvest_when_between({
			day: dayWord(start, now, zone),
			from: time(start, zone),
			until: time(end, zone)
		});
	return m.harvest_when_from_until({ from: dayTime(start, now, zone), until: dayTime(end, now, zone) });
}

/** "today", "tomorrow", "Thu 20 Aug". */
export function dayWord(when: Date, now: Date, zone: string): string {
	const [day, today] = [dayOf(when, zone), dayOf(now, zone)];
	if (day === today) return m.harvest_day_today();
	if (day === addDays(today, 1)) return m.harvest_day_tomorrow();
	return `${weekday(when, zone, 'short')} ${dayShort(when, zone)}`;
}

function dayTime(when: Date, now: Date, zone: string): string {
	return m.harvest_when_at({ day: dayWord(when, now, zone), time: time(when, zone) });
}

/** "under 1 km away", "3 km away": places are known to about a kilometre only. */
export function distance(km: number): string {
	return km < 1 ? m.harvest_away_near() : m.harvest_away_km({ km: number(km, 0) });
}
