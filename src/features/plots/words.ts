import { dayShort, dayYear, list } from '#lib/i18n/format.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import type { Day } from '#lib/time/day.ts';
import type { Holder } from './queries.server.ts';
import type { PlotState } from './rules.ts';

// Each message is named: an index into all of them would carry every sentence of the app to the browser.
const STATES: Record<PlotState, () => string> = {
	free: m.plots_state_free,
	held: m.plots_state_held,
	mine: m.plots_state_mine,
	ending: m.plots_state_ending,
	upcoming: m.plots_state_upcoming,
	donation: m.plots_state_donation,
	nursery: m.plots_state_nursery,
	shared: m.plots_state_shared,
	out: m.plots_state_out
};

/** What a state is called, in the reader's language. */
export function stateWord(state: PlotState): string {
	return STATES[state]();
}

/** The names of holders, the lead first; "a former member" for those whose account is gone. */
export function namesOf(holders: readonly Pick<Holder, 'name'>[]): string {
	return list(holders.map(({ name }) => name ?? m.plots_former_member()));
}

/** "3 Aug", and with the year where it is another than today's. */
export function brief(one: Day, today: Day): string {
	return one.slice(0, 4) === today.slice(0, 4) ? dayShort(one) : dayYear(one);
}
