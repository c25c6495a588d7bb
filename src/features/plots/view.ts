import { byNumber, numberKey } from './numbers.ts';
import type { BoardPlot } from './queries.server.ts';
import { isShown, SHOWN, type PlotState, type Shown } from './rules.ts';

export const SORTS = ['number', 'state', 'size'] as const;
export type Sort = (typeof SORTS)[number];

/** What of the board a reader looks at; all of it stands in the address. */
export interface PlotsView {
	show: Shown;
	sort: Sort;
	/** Number or name that is looked for. */
	words: string;
	/** From 1. */
	page: number;
	/** The plot, or else the thing of the map, that is looked at. */
	plot: string | null;
	feature: string | null;
}

/** Plots on one page of the list. */
export const PLOTS_A_PAGE = 100;

/** Reads the view from an address; what is not understood is as if it were not there. */
export function viewOf(params: URLSearchParams): PlotsView {
	const show = SHOWN.find((name) => name === params.get('show')) ?? 'all';
	const sort = SORTS.find((name) => name === params.get('sort')) ?? 'number';
	const page = Math.max(1, Math.trunc(Number(params.get('page'))) || 1);
	const words = (params.get('q') ?? '').trim().slice(0, 80);
	return { show, sort, page, words, plot: params.get('plot'), feature: params.get('feature') };
}

/** The query of a view's address, "" or beginning with "?". */
export function queryOf({ show, sort, words, page, plot, feature }: PlotsView): string {
	const params = new URLSearchParams();
	if (show !== 'all') params.set('show', show);
	if (sort !== 'number') params.set('sort', sort);
	if (words) params.set('q', words);
	if (page > 1) params.set('page', String(page));
	if (plot) params.set('plot', plot);
	else if (feature) params.set('feature', feature);
	return params.size ? `?${params}` : '';
}

/** Free and soon free ones first, what needs nothing last. */
const ORDER: readonly PlotState[] = [
	'free',
	'ending',
	'upcoming',
	'mine',
	'held',
	'shared',
	'nursery',
	'donation',
	'out'
];

/** The plots that a view's list holds, all pages of it, in its order. A number that begins with the words counts, and any holder's name with them in it. */
export function listed<P extends BoardPlot>(plots: readonly P[], { show, sort, words }: PlotsView): P[] {
	const wanted = plain(words);
	const found = plots.filter((plot) => isShown(show, plot) && (wanted === '' || fits(plot, wanted)));
	if (sort === 'state') return found.sort((a, b) => rank(a) - rank(b) || byNumber(a, b));
	if (sort === 'size') return found.sort((a, b) => b.areaM2 - a.areaM2 || byNumber(a, b));
	return found.sort(byNumber);
}

function rank({ state }: BoardPlot): number {
	return ORDER.indexOf(state);
}

function fits({ number, current, next }: BoardPlot, wanted: string): boolean {
	if (numberKey(number).startsWith(wanted)) return true;
	const holders = [...(current?.holders ?? []), ...(next?.holders ?? [])];
	return holders.some(({ name }) => name !== null && plain(name).includes(wanted));
}

/** Lower case without accents. */
function plain(text: string): string {
	return numberKey(text.normalize('NFD').replace(/\p{M}+/gu, ''));
}
