import { sql } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import { nextChange } from './board-time.server.ts';
import { lotRows, toView } from './lot-rows.server.ts';
import type { LotView } from './view.ts';

const PAGE = 60;
/** Kilometres for one degree of latitude. */
const DEGREE_KM = 111.195;

/** A public lot with its garden. `km` is the straight way from the asked place, null without one. */
export interface NearLot {
	lot: LotView;
	garden: { slug: string; name: string; timeZone: string; lng: number; lat: number };
	km: number | null;
}

/**
 * The public lots of all listed gardens with something left: the nearest first where a place is given, else
 * those that end first. At most 60, in one statement; no names, no homes. `validUntil` as on a garden's board. Distances are straight lines on a
 * flat map around the place, right to 1 % within some hundred kilometres.
 */
export async function lotsNear(
	db: Db,
	asked: { place: { lng: number; lat: number } | null; locale: string; now: Date }
): Promise<{ lots: NearLot[]; more: boolean; validUntil: string }> {
	const { place, locale, now } = asked;
	const rows = await lotRows(db, null)
		.innerJoin('garden', 'garden.id', 'lot.garden_id')
		.select(['garden.slug', 'garden.name', 'garden.time_zone', 'garden.lng', 'garden.lat'])
		.select(kilometres(place).as('km'))
		.where('garden.listed', '=', true)
		.where('garden.closed_at', 'is', null)
		.where('lot.audience', '=', 'everyone')
		.where('lot.withdrawn_at', 'is', null)
		.where(sql<boolean>`upper(lot.pick_up) > ${now}`)
		.whereRef('lot.claimed', '<', 'lot.quantity')
		.$if(place !== null, (q) => q.orderBy('km'))
		.orderBy(sql`upper(lot.pick_up)`)
		.orderBy('lot.id')
		.limit(PAGE + 1)
		.execute();
	const lots = rows.slice(0, PAGE).map((row) => ({
		lot: toView(row, { personId: null, standing: null, locale }),
		garden: { slug: row.slug, name: row.name, timeZone: row.time_zone, lng: row.lng, lat: row.lat },
		km: row.km
	}));
	const zones = [...new Set(lots.map(({ garden }) => garden.timeZone))];
	const validUntil = nextChange(
		lots.map(({ lot }) => lot),
		zones,
		now
	);
	return { lots, more: rows.length > PAGE, validUntil: validUntil.toISOString() };
}

function kilometres(place: { lng: number; lat: number } | null) {
	if (!place) return sql<number | null>`null::float8`;
	// Degrees of longitude shrink towards the poles; the shorter way round the date line counts.
	return sql<number | null>`(
		${DEGREE_KM}::float8 * sqrt(
			power(garden.lat - ${place.lat}::float8, 2) + power(
				least(abs(garden.lng - ${place.lng}::float8), 360 - abs(garden.lng - ${place.lng}::float8))
					* cos(radians(${place.lat}::float8)),
				2
			)
		)
	)`;
}
