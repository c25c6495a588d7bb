import * as v from 'valibot';
import { gardens, runs, type Standing } from '#features/members/rules.ts';
import type { Area } from '#features/members/tables.ts';
import type { ReadContext } from '#lib/command/read.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { boxIn, placeIn } from './rules.ts';
import { visitGarden, type Visit } from './visit.server.ts';

/** The garden of a read's path: its slug. */
export const GardenParam = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'error_not_understood'));

/** A place in an address: "lng,lat". */
export const PlaceParam = v.optional(
	v.pipe(
		v.string(),
		v.check((text) => placeIn(text) !== null, 'error_not_understood'),
		v.transform((text: string) => placeIn(text))
	)
);

/** A box in an address: "west,south,east,north". */
export const BoxParam = v.optional(
	v.pipe(
		v.string(),
		v.check((text) => boxIn(text) !== null, 'error_not_understood'),
		v.transform((text: string) => boxIn(text))
	)
);

type Inside = Visit & { standing: Standing };
type Asked = { garden: string };

/** The garden for whoever may look in from outside: listed ones, and one's own. Else not found. */
export async function publicRead({ db, personId }: ReadContext, { garden }: Asked): Promise<Visit> {
	const visit = await visitGarden(db, garden, personId);
	if (!visit || !(visit.listed || visit.standing)) throw notFound();
	return visit;
}

/** For everyone with a place in the garden, neighbours too. */
export async function insideRead(context: ReadContext, asked: Asked): Promise<Inside> {
	const visit = await publicRead(context, asked);
	if (!visit.standing) throw notFound();
	return visit as Inside;
}

/** For stewards and members. */
export async function gardenerRead(context: ReadContext, asked: Asked): Promise<Inside> {
	const visit = await insideRead(context, asked);
	if (!gardens(visit.standing)) throw notFound();
	return visit;
}

/** For stewards who run the area. */
export async function stewardRead(context: ReadContext, asked: Asked, area: Area): Promise<Inside> {
	const visit = await insideRead(context, asked);
	if (!runs(visit.standing, area)) throw notFound();
	return visit;
}
