import { fault, type Fault } from '#lib/files/problem.ts';
import { areaOf } from './area.ts';
import { crossingOf } from './crossings.ts';
import { rewind } from './rewind.ts';
import { outlineOf, type Outline, type Position, type Ring, type Shape } from './types.ts';

/** Most corners that one outline may have. */
export const OUTLINE_POSITIONS = 2_000;

/** A tenth of a square metre: less is a slip of the hand. */
const SMALLEST_AREA = 0.1;

/** What was put right in a shape; none of it changes where it lies. */
export interface Mended {
	/** Rings whose last position was not the first: closed (RFC 7946, 3.1.6 wants them closed). */
	closed: number;
	/** Positions with a height or more: only longitude and latitude are kept. */
	flattened: number;
	/** Positions equal to the one before: dropped. */
	repeated: number;
}

/** A shape as read, or the reason why it cannot be used. */
export type ShapeReading =
	{ shape: Shape; mended: Mended; fault?: undefined } | { fault: Fault; shape?: undefined };

/**
 * Reads one GeoJSON geometry object from outside: a Point, Polygon or MultiPolygon in degrees. Checks in this order, and
 * names the first that fails: kind, number of corners, numbers, range (metres and swapped axes have their own answer),
 * four positions to a ring, sides that cross, an area above a tenth of a square metre. Outlines come back wound as RFC 7946 asks.
 * Never throws.
 */
export function readShape(geometry: unknown, maxPositions: number = OUTLINE_POSITIONS): ShapeReading {
	const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
	const mended: Mended = { closed: 0, flattened: 0, repeated: 0 };
	try {
		if (type === 'Point') {
			return { shape: { type, coordinates: position(coordinates, 1, mended) }, mended };
		}
		if (type !== 'Polygon' && type !== 'MultiPolygon') throw new Unusable(wrongType(type));
		const nested = type === 'Polygon' ? [coordinates] : coordinates;
		const count = countPositions(nested);
		if (count > maxPositions) {
			throw new Unusable(fault('transfer_shape_too_many_positions', { count, limit: maxPositions }));
		}
		const outline = rewind(outlineOf(list(nested).map((rings) => polygon(rings, mended))));
		if (areaOf(outline) < SMALLEST_AREA) throw new Unusable(fault('transfer_shape_no_area'));
		return { shape: outline, mended };
	} catch (error) {
		if (error instanceof Unusable) return { fault: error.fault };
		throw error;
	}
}

/** Reads an outline (see `readShape`); a point is refused. */
export function readOutline(
	geometry: unknown,
	maxPositions: number = OUTLINE_POSITIONS
): { outline: Outline; mended: Mended; fault?: undefined } | { fault: Fault; outline?: undefined } {
	const read = readShape(geometry, maxPositions);
	if (read.fault) return { fault: read.fault };
	if (read.shape.type === 'Point') return { fault: wrongType('Point') };
	return { outline: read.shape, mended: read.mended };
}

/** The fault of a geometry of another kind: known to GeoJSON, or not at all. */
export function wrongType(type: unknown): Fault {
	const known = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'GeometryCollection'];
	if (typeof type !== 'string') return fault('transfer_shape_no_type');
	return known.includes(type)
		? fault('transfer_shape_not_outline', { type })
		: fault('transfer_shape_unknown_type', { type: type.slice(0, 40) });
}

class Unusable extends Error {
	fault: Fault;
	constructor(reason: Fault) {
		super(reason.key);
		this.fault = reason;
	}
}

function list(value: unknown): unknown[] {
	if (!Array.isArray(value) || value.length === 0) throw new Unusable(fault('transfer_shape_no_coordinates'));
	return value;
}

function countPositions(polygons: unknown): number {
	let count = 0;
	for (const rings of Array.isArray(polygons) ? polygons : []) {
		for (const ring of Array.isArray(rings) ? rings : []) count += Array.isArray(ring) ? ring.length : 0;
	}
	return count;
}

function polygon(value: unknown, mended: Mended): Ring[] {
	const rings = list(value).map((ring) => readRing(ring, mended));
	const crossing = crossingOf(rings);
	if (crossing) throw new Unusable(fault('transfer_shape_crosses', place(crossing)));
	return rings;
}

function readRing(value: unknown, mended: Mended): Ring {
	const all = list(value).map((item, at) => position(item, at + 1, mended));
	const ring = all.filter((item, at) => at === 0 || !same(item, all[at - 1]));
	mended.repeated += all.length - ring.length;
	if (!same(ring[0], ring.at(-1)) || ring.length === 1) {
		ring.push(ring[0] as Position);
		mended.closed++;
	}
	if (ring.length < 4) throw new Unusable(fault('transfer_shape_ring_short', { count: ring.length - 1 }));
	return ring;
}

function same(a?: Position, b?: Position): boolean {
	return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

function position(value: unknown, at: number, mended: Mended): Position {
	if (!Array.isArray(value)) throw new Unusable(fault('transfer_shape_no_coordinates'));
	if (value.length < 2) throw new Unusable(fault('transfer_shape_position_short', { position: at }));
	if (!value.every((part) => Number.isFinite(part))) {
		throw new Unusable(fault('transfer_shape_not_numbers', { position: at }));
	}
	const found: Position = [value[0] as number, value[1] as number];
	const wrong = outOfRange(found);
	if (wrong) throw new Unusable(wrong);
	if (value.length > 2) mended.flattened++;
	return found;
}

/**
 * The fault of a position that is not on the earth, or null. Numbers far beyond any angle are metres or feet of a map
 * projection; a latitude over 90 beside a longitude under 90 is the other way round.
 */
export function outOfRange([lng, lat]: Position): Fault | null {
	if (Math.abs(lng) > 360 || Math.abs(lat) > 180) return fault('transfer_shape_metres', { x: lng, y: lat });
	if (Math.abs(lat) > 90) {
		return fault(Math.abs(lng) <= 90 ? 'transfer_shape_swapped' : 'transfer_shape_lat_range', { lng, lat });
	}
	if (Math.abs(lng) > 180) {
		return fault('transfer_shape_lng_range', { lng, meant: round(lng - Math.sign(lng) * 360) });
	}
	return null;
}

function place([lng, lat]: Position): { lng: number; lat: number } {
	return { lng: round(lng), lat: round(lat) };
}

function round(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6;
}
