import * as format from '#lib/i18n/format.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';
import type { TurnState } from './tables.ts';
import type { DutyName, TurnView } from './view.ts';

// Each message is named: an index into all of them would carry every sentence of the app to the browser.
const DONE_WORDS: Record<DutyName, () => string> = {
	watering: m.rota_done_watering,
	compost: m.rota_done_compost,
	gate: m.rota_done_gate,
	animals: m.rota_done_animals,
	mowing: m.rota_done_mowing,
	other: m.rota_done_other
};

const TASKS: Record<DutyName, (place: { zone: string; rota: string }) => string> = {
	watering: m.rota_do_watering,
	compost: m.rota_do_compost,
	gate: m.rota_do_gate,
	animals: m.rota_do_animals,
	mowing: m.rota_do_mowing,
	other: m.rota_do_other
};

const STATES: Record<TurnState, () => string> = {
	planned: m.rota_state_planned,
	confirmed: m.rota_state_confirmed,
	done: m.rota_state_done,
	missed: m.rota_state_missed,
	excused: m.rota_state_excused,
	looking: m.rota_state_looking,
	swapped_away: m.rota_state_swapped_away,
	rained_off: m.rota_state_rained_off
};

/** What the button says once the duty is done: "Watered". */
export function doneWord(duty: DutyName): string {
	return DONE_WORDS[duty]();
}

/** What is to be done, in a few words: "Water zone B", or the rota's name where it has no zone. */
export function taskOf({ duty, zone, rota }: Pick<TurnView, 'duty' | 'zone' | 'rota'>): string {
	return zone ? TASKS[duty]({ zone, rota }) : rota;
}

/** The state of a turn in words. */
export function stateName(state: TurnState): string {
	return STATES[state]();
}

const ICONS: Record<DutyName, IconName> = {
	watering: 'droplets',
	compost: 'recycle',
	gate: 'key-round',
	animals: 'hand-heart',
	mowing: 'leaf',
	other: 'shovel'
};

/** The symbol of a duty. */
export function dutyIcon(duty: DutyName): IconName {
	return ICONS[duty];
}

/** "Today", "Tomorrow" or "Tue 18 Aug". */
export function dayWord(day: string, today: string, tomorrow: string): string {
	if (day === today) return m.common_today();
	return day === tomorrow ? m.common_tomorrow() : shortDay(day);
}

/** "Tue 18 Aug". */
export function shortDay(day: string): string {
	return `${format.weekday(day, undefined, 'short')} ${format.dayShort(day)}`;
}

/** "18:00–20:00" on the garden's clock. */
export function hours({ start, end }: { start: string; end: string }, zone: string): string {
	return format.timeRange(new Date(start), new Date(end), zone);
}
