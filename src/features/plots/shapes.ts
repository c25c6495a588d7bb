import * as m from '#lib/i18n/paraglide/messages.js';
import type { MapShape } from '#lib/map/types.ts';
import type { BoardPlot } from './queries.server.ts';
import { LOOKS } from './rules.ts';
import { stateWord } from './words.ts';

/** Plots as the plan draws them: by state, each with its number, its sign and a name that says both. */
export function plotShapes(
	plots: readonly Pick<BoardPlot, 'id' | 'number' | 'outline' | 'state'>[],
	href?: (id: string) => string
): MapShape[] {
	return plots.map(({ id, number, outline, state }) => ({
		id,
		geometry: outline,
		state: LOOKS[state].look,
		label: number,
		letter: LOOKS[state].sign || undefined,
		name: m.plots_named_state({ number, state: stateWord(state) }),
		href: href?.(id)
	}));
}
