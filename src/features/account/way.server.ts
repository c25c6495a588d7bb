import type { RequestEvent } from '@sveltejs/kit';
import { lastGarden } from './browser.server.ts';
import { gardensOf, type OwnGarden } from './queries.server.ts';

/** The gardens that somebody has a place in, and the one to open where an address names none. */
export interface Way {
	gardens: OwnGarden[];
	/** The only one, or the one that was looked at last. */
	home: OwnGarden | undefined;
}

/** Finds the way from an address without a garden; `gardening`: only where the viewer gardens, not as neighbour. */
export async function wayHome(
	event: Pick<RequestEvent, 'locals' | 'cookies' | 'url' | 'request'>,
	gardening = false
): Promise<Way> {
	const { house, viewer } = event.locals;
	const all = viewer ? await gardensOf(house.db, viewer.personId) : [];
	const gardens = gardening ? all.filter(({ role }) => role !== 'neighbour') : all;
	const last = lastGarden(event);
	const home = gardens.length === 1 ? gardens[0] : gardens.find(({ slug }) => slug === last);
	return { gardens, home };
}
