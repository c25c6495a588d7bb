import { looksLikeWkt } from '#lib/geo/read-wkt.ts';
import { plainName } from './plot-numbers.ts';

/** Which column of a table holds what; -1 where none does. */
export interface GardenColumns {
	name: number;
	address: number;
	postcode: number;
	city: number;
	lat: number;
	lng: number;
	outline: number;
	externalId: number;
	status: number;
	hours: number;
	/** Opening hours from Monday to Sunday, each in its own column; empty where there are none. */
	days: number[];
}

/**
 * Names of columns in the open data of cities, the likeliest first, as `plainName` leaves them. Columns called x and y are left
 * out on purpose: cities keep positions of their own grid in them.
 */
const NAMES: Record<Exclude<keyof GardenColumns, 'days'>, string> = {
	name: 'gardenname name garden sitename gartenname nombre nombrehuerto huerto jardin title titulo',
	address:
		'address fulladdress mergedaddress streetaddress addr adresse anschrift direccion domicilio addrfull',
	postcode: 'postcode zipcode zip postalcode plz codigopostal cp addrpostcode',
	city: 'city town ort stadt ciudad municipio addrcity',
	lat: 'lat latitude latitud breite breitengrad ycoordlat',
	lng: 'lon lng long longitude longitud laenge lange langengrad laengengrad xcoordlon',
	outline: 'wkt multipolygon polygon thegeom geom geometry wktgeom shape outline boundary',
	externalId: 'parksid gardenid siteid mapid externalid osmid ref id gid objectid fid',
	status: 'status estado gardenstatus state',
	hours: 'openinghours hours openhours horario oeffnungszeiten offnungszeiten'
};

/** NYC's way of one column for each day. */
const DAYS = ['openhrsm', 'openhrstu', 'openhrsw', 'openhrsth', 'openhrsf', 'openhrssa', 'openhrssu'];

const KNOWN = new Set([...Object.values(NAMES).flatMap((names) => names.split(' ')), ...DAYS]);

/** True for a column name that a list of gardens may use. */
export function isGardenColumn(name: string): boolean {
	return KNOWN.has(plainName(name));
}

/**
 * Finds the columns by their names. A column of well-known text is found by what stands in `sample` (the first filled
 * cell of each column) where its name says nothing.
 */
export function gardenColumns(columns: readonly string[], sample: readonly string[]): GardenColumns {
	const plain = columns.map(plainName);
	const find = (names: string): number => {
		const name = names.split(' ').find((candidate) => plain.includes(candidate));
		return name === undefined ? -1 : plain.indexOf(name);
	};
	const entries = Object.entries(NAMES).map(([field, names]) => [field, find(names)]);
	const found = Object.fromEntries(entries) as Omit<GardenColumns, 'days'>;
	const wkt = sample.findIndex((cell) => looksLikeWkt(cell));
	const days = DAYS.map((day) => plain.indexOf(day));
	return { ...found, outline: wkt, days: days.every((at) => at < 0) ? [] : days };
}
