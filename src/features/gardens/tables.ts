import type { Generated, JSONColumnType } from 'kysely';
import type { Geometry, MultiPolygon, Polygon } from 'geojson';

export type Outline = Polygon | MultiPolygon;
export type Units = 'metric' | 'imperial';

export interface GardenTable {
	id: string;
	slug: string;
	name: string;
	about: Generated<string>;
	address: Generated<string>;
	opening_hours: Generated<string>;
	time_zone: string;
	locale: Generated<string>;
	units: Generated<Units>;
	lng: number;
	lat: number;
	boundary: JSONColumnType<Outline, string | null, string | null> | null;
	/** On the public map. */
	listed: Generated<boolean>;
	neighbours_may_join: Generated<boolean>;
	demo: Generated<boolean>;
	/** Where an imported garden came from, and its id there. */
	source: string | null;
	external_id: string | null;
	created_at: Date;
	closed_at: Date | null;
}

/** A part of a garden that is cared for together, such as "Zone B". */
export interface ZoneTable {
	id: string;
	garden_id: string;
	name: string;
	geometry: JSONColumnType<Outline, string | null, string | null> | null;
	created_at: Date;
}

export type MapFeatureKind = 'path' | 'tap' | 'shed' | 'compost' | 'gate' | 'tree' | 'bed' | 'water_meter';

export interface MapFeatureTable {
	id: string;
	garden_id: string;
	kind: MapFeatureKind;
	name: Generated<string>;
	notes: Generated<string>;
	geometry: JSONColumnType<Geometry, string, string>;
	zone_id: string | null;
	created_at: Date;
	updated_at: Date;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		garden: GardenTable;
		zone: ZoneTable;
		map_feature: MapFeatureTable;
	}
}
