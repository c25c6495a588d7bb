import { compare } from '#lib/quantity/quantity.ts';
import { addDays, dayOf } from '#lib/time/day.ts';
import type { LotView } from './view.ts';

export const WHENS = ['now', 'tomorrow'] as const;
export const KINDS = ['vegetable', 'fruit', 'herb', 'other'] as const;

/** What of the board somebody wants to see; null: everything. */
export interface BoardFilter {
	when: (typeof WHENS)[number] | null;
	kind: (typeof KINDS)[number] | null;
}

/** Reads the filter from a page's address; unknown values count as none. */
export function readFilter(params: URLSearchParams): BoardFilter {
	const when = WHENS.find((known) => known === params.get('when')) ?? null;
	const kind = KINDS.find((known) => known === params.get('kind')) ?? null;
	return { when, kind };
}

/** The address of the same page with one part of the filter changed; a second tap on a chip takes it off. */
export function filterHref(filter: BoardFilter, change: Partial<BoardFilter>): string {
	const wanted = { ...filter, ...change };
	const params = new URLSearchParams();
	if (wanted.when) params.set('when', wanted.when);
	if (wanted.kind) params.set('kind', wanted.kind);
	return `?${params}`;
}

/** The lots that pass; "now": to be picked up this moment, with something left. */
export function filtered<Lot extends LotView>(
	lots: readonly Lot[],
	{ when, kind }: BoardFilter,
	now: Date,
	zone: string
): Lot[] {
	const tomorrow = addDays(dayOf(now, zone), 1);
	return lots.filter((lot) => {
		const [from, until] = [new Date(lot.from), new Date(lot.until)];
		if (when === 'now' && (from > now || compare(lot.left, '0') <= 0)) return false;
		// A window that ends at midnight does not reach into the next day.
		const last = dayOf(new Date(until.getTime() - 1), zone);
		if (when === 'tomorrow' && (dayOf(from, zone) > tomorrow || last < tomorrow)) return false;
		return (
			!kind || kind === lot.kind || (kind === 'other' && !['vegetable', 'fruit', 'herb'].includes(lot.kind))
		);
	});
}
