import type { BoardPlot, Tenancy } from './queries.server.ts';

/** A plot as a member may see it: who holds it by name, without the stewards' notes and the ids that only their forms need. */
export function forReader(plot: BoardPlot): BoardPlot {
	return {
		...plot,
		notes: '',
		current: plot.current && named(plot.current),
		next: plot.next && named(plot.next),
		last: plot.last && named(plot.last)
	};
}

function named(tenancy: Tenancy): Tenancy {
	const holders = tenancy.holders.map((holder) => ({ ...holder, membershipId: '', personId: '' }));
	return { ...tenancy, holders };
}
