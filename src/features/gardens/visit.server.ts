import { areasOf } from '#features/members/access.server.ts';
import type { Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import '#features/members/tables.ts';
import './tables.ts';

/** A garden as its pages need it at once, with the viewer's place in it. */
export interface Visit {
	id: string;
	slug: string;
	name: string;
	timeZone: string;
	locale: string;
	units: 'metric' | 'imperial';
	place: { lng: number; lat: number };
	listed: boolean;
	neighboursMayJoin: boolean;
	demo: boolean;
	/** null: a visitor. */
	standing: Standing | null;
}

/** What a garden's address may be; other texts, some of which no database takes, are not looked up. */
const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** The garden of a slug and the person's place in it; null where there is none. One statement. */
export async function visitGarden(db: Db, slug: string, personId: string | null): Promise<Visit | null> {
	if (!SLUG.test(slug)) return null;
	const row = await db
		.selectFrom('garden')
		.leftJoin('membership', (join) =>
			join
				.onRef('membership.garden_id', '=', 'garden.id')
				.on('membership.person_id', '=', personId)
				.on('membership.left_at', 'is', null)
		)
		.select(['garden.id', 'slug', 'name', 'time_zone', 'locale', 'units', 'lng', 'lat'])
		.select(['listed', 'neighbours_may_join', 'demo'])
		.select(['membership.id as membership_id', 'membership.role', areasOf()])
		.where('slug', '=', slug)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	if (!row) return null;
	const standing: Standing | null =
		row.membership_id && row.role && personId
			? { membershipId: row.membership_id, gardenId: row.id, personId, role: row.role, areas: row.areas }
			: null;
	return {
		id: row.id,
		slug: row.slug,
		name: row.name,
		timeZone: row.time_zone,
		locale: row.locale,
		units: row.units,
		place: { lng: row.lng, lat: row.lat },
		listed: row.listed,
		neighboursMayJoin: row.neighbours_may_join,
		demo: row.demo,
		standing
	};
}
