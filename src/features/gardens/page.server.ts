import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { gardens as gardensHere, runs, type Standing } from '#features/members/rules.ts';
import type { Area } from '#features/members/tables.ts';
import { UNCHANGED_UNTIL } from '#lib/house/unchanged.server.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import { visitGarden, type Visit } from './visit.server.ts';

/**
 * Says of a page for visitors how long it stays as it is unless the garden ('*': any garden) changes, so that
 * "unchanged" is answered without making it again. Pages of signed-in people say nothing.
 */
export function holdsUntil(
	event: Pick<RequestEvent, 'locals' | 'setHeaders'>,
	gardenId: string,
	until: Date
): void {
	if (event.locals.viewer) return;
	event.setHeaders({
		'cache-control': 'no-cache',
		vary: 'Cookie, Accept-Language',
		[UNCHANGED_UNTIL]: `${gardenId} ${until.toISOString()}`
	});
}

type PageEvent = Pick<RequestEvent, 'locals' | 'params' | 'url'>;
type InsideVisit = Visit & { standing: Standing };

/** The garden of the address, for whoever may look in from outside: listed ones, and one's own. Else 404. */
export async function publicVisit(event: PageEvent): Promise<Visit> {
	const { locals, params } = event;
	locals.visit ??= visitGarden(locals.house.db, params.garden ?? '', locals.viewer?.personId ?? null);
	const visit = await locals.visit;
	if (!visit || !(visit.listed || visit.standing)) missing(event);
	return visit;
}

/** For everyone with a place in the garden, neighbours too. Visitors are asked to sign in, whether the garden exists or not. */
export async function insideVisit(event: PageEvent): Promise<InsideVisit> {
	askToSignIn(event);
	const visit = await publicVisit(event);
	if (!visit.standing) missing(event);
	return visit as InsideVisit;
}

/** For stewards and members. */
export async function gardenerVisit(event: PageEvent): Promise<InsideVisit> {
	const visit = await insideVisit(event);
	if (!gardensHere(visit.standing)) missing(event);
	return visit;
}

/** For stewards who run the area; for others the page does not exist. */
export async function stewardVisit(event: PageEvent, area: Area): Promise<InsideVisit> {
	const visit = await insideVisit(event);
	if (!runs(visit.standing, area)) missing(event);
	return visit;
}

/** Sends visitors to the sign-in page, and back here afterwards. */
export function askToSignIn({ locals, url }: Pick<PageEvent, 'locals' | 'url'>): void {
	if (!locals.viewer) redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
}

/** Ends a load with the 404 that stands for "absent" and "not yours" alike. */
export function missing({ locals }: Pick<PageEvent, 'locals'>): never {
	error(404, sentence('error_not_found', undefined, locals.locale));
}
