import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { gardens as gardensHere, type Standing } from '#features/members/rules.ts';
import type { Db, Tx } from '#lib/db/database.server.ts';
import type { Bounds, Outline } from '#lib/geo/types.ts';
import type { FeatureGeometry } from './geometry.ts';
import { searchWords } from './rules.ts';
import type { MapFeatureKind, Units } from './tables.ts';

/** Something on a garden's map that is no plot. */
export interface GardenFeature {
	id: string;
	kind: MapFeatureKind;
	name: string;
	notes: string;
	zoneId: string | null;
	geometry: FeatureGeometry;
}

export interface GardenZone {
	id: string;
	name: string;
	/** null: a zone that is only a name. */
	geometry: Outline | null;
}

/** A garden's ground without its plots, as JSON. */
export interface GardenMap {
	place: { lng: number; lat: number };
	units: Units;
	boundary: Outline | null;
	features: GardenFeature[];
	zones: GardenZone[];
}

/** The map of a garden that the asker may look into (checked by whoever calls). One statement. */
export async function gardenMap(db: Db | Tx, gardenId: string): Promise<GardenMap> {
	const row = await db
		.selectFrom('garden')
		.select(['lng', 'lat', 'units', 'boundary'])
		.select((eb) => [
			jsonArrayFrom(
				eb
					.selectFrom('map_feature')
					.select(['id', 'kind', 'name', 'notes', 'zone_id as zoneId', 'geometry'])
					.whereRef('garden_id', '=', 'garden.id')
					.orderBy('kind')
					.orderBy('name')
					.orderBy('id')
			).as('features'),
			jsonArrayFrom(
				eb
					.selectFrom('zone')
					.select(['id', 'name', 'geometry'])
					.whereRef('garden_id', '=', 'garden.id')
					.orderBy('name')
			).as('zones')
		])
		.where('garden.id', '=', gardenId)
		.executeTakeFirstOrThrow();
	return {
		place: { lng: row.lng, lat: row.lat },
		units: row.units,
		boundary: row.boundary as Outline | null,
		features: row.features as unknown as GardenFeature[],
		zones: row.zones as unknown as GardenZone[]
	};
}

/**
 * The map as this reader may see it. What is written beside a tap (where the key is …) is for those who garden
 * here. One statement.
 */
export async function shownMap(db: Db, gardenId: string, standing: Standing | null): Promise<GardenMap> {
	const map = await gardenMap(db, gardenId);
	if (gardensHere(standing)) return map;
	return { ...map, features: map.features.map((feature) => ({ ...feature, notes: '' })) };
}

/** All that a steward may change of a garden, and what its public page says. One statement. */
export async function gardenSettings(db: Db | Tx, gardenId: string) {
	return db
		.selectFrom('garden')
		.select(['id', 'slug', 'name', 'about', 'address', 'opening_hours as openingHours'])
		.select(['time_zone as timeZone', 'locale', 'units', 'lng', 'lat', 'listed'])
		.select('neighbours_may_join as neighboursMayJoin')
		.where('id', '=', gardenId)
		.executeTakeFirstOrThrow();
}

export type GardenSettings = Awaited<ReturnType<typeof gardenSettings>>;

/** A garden in the public list. `metres`: from the asker's place, where one was given. */
export interface ListedGarden {
	id: string;
	slug: string;
	name: string;
	address: string;
	lng: number;
	lat: number;
	metres: number | null;
}

export const GARDENS_A_PAGE = 20;

interface Search {
	/** Words that must all stand in the name or the address; accents and case do not matter. */
	words?: string;
	near?: { lng: number; lat: number } | null;
	/** From 1. */
	page?: number;
}

/** The listed, open gardens: nearest first where a place is given, else by name; 20 a page. One statement. */
export async function listGardens(
	db: Db,
	{ words = '', near = null, page = 1 }: Search
): Promise<{ gardens: ListedGarden[]; total: number }> {
	const distance = near ? metresFrom(near) : sql<number | null>`null::double precision`;
	const searched = searchWords(words);
	const rows = await db
		.selectFrom('garden')
		.select(['id', 'slug', 'name', 'address', 'lng', 'lat'])
		.select([distance.as('metres'), sql<number>`count(*) over ()`.as('total')])
		.where('listed', '=', true)
		.where('closed_at', 'is', null)
		.where((eb) => eb.and(searched.map((word) => sql<boolean>`position(${word} in ${PLAIN}) > 0`)))
		.orderBy(near ? sql`metres` : sql`lower(name)`)
		.orderBy('id')
		.limit(GARDENS_A_PAGE)
		.offset((page - 1) * GARDENS_A_PAGE)
		.execute();
	const gardens = rows.map(({ total: _, ...garden }) => garden);
	return { gardens, total: Number(rows[0]?.total ?? 0) };
}

/** Great-circle distance in metres, as `metresBetween` in lib/geo computes it. */
function metresFrom({ lng, lat }: { lng: number; lat: number }) {
	return sql<number | null>`2 * 6371008.8 * asin(least(1, sqrt(
		power(sin(radians(lat - ${lat}::double precision) / 2), 2)
		+ cos(radians(${lat}::double precision)) * cos(radians(lat))
			* power(sin(radians(lng - ${lng}::double precision) / 2), 2)
	)))`;
}

/** Name and address without case and the accents of western languages, as `searchWords` leaves what is looked for. */
const PLAIN = sql`translate(lower(name || ' ' || address),
	'áàâäãåéèêëíìîïóòôöõúùûüñçýÿ', 'aaaaaaeeeeiiiiooooouuuuncyy')`;

/** A garden as a pin: where it lies and what it is called. */
export type Pin = [slug: string, name: string, lng: number, lat: number];

/** The pins of all listed, open gardens, or of those in a box (which may cross the date line). One statement. */
export async function gardenPins(db: Db, box: Bounds | null = null): Promise<Pin[]> {
	let query = db
		.selectFrom('garden')
		.select(['slug', 'name', 'lng', 'lat'])
		.where('listed', '=', true)
		.where('closed_at', 'is', null)
		.orderBy('slug');
	if (box) {
		const [west, south, east, north] = box;
		query = query.where('lat', '>=', south).where('lat', '<=', north);
		query = query.where((eb) => {
			const sides = [eb('lng', '>=', west), eb('lng', '<=', east)];
			return west <= east ? eb.and(sides) : eb.or(sides);
		});
	}
	const rows = await query.execute();
	return rows.map(({ slug, name, lng, lat }) => [slug, name, round(lng), round(lat)]);
}

/** Five decimals: a metre. */
function round(degrees: number): number {
	return Math.round(degrees * 1e5) / 1e5;
}
