import { Refused } from '#lib/command/refusal.ts';
import type { Fault } from '#lib/files/problem.ts';
import { areaOf } from '#lib/geo/area.ts';
import { boundsOfAll, middleOf } from '#lib/geo/bounds.ts';
import { metresBetween } from '#lib/geo/distance.ts';
import { readLine, type LineShape } from '#lib/geo/read-line.ts';
import { readOutline, readShape } from '#lib/geo/read-shape.ts';
import { polygonsOf, type Outline, type PointShape, type Position } from '#lib/geo/types.ts';
import { DRAWN_AS, FARTHEST, LARGEST } from './rules.ts';
import type { MapFeatureKind } from './tables.ts';

/** What a thing on the map may be, as stored: valid GeoJSON (RFC 7946), outlines wound by the right-hand rule. */
export type FeatureGeometry = PointShape | LineShape | Outline;

/** Seven decimals of a degree are a centimetre. */
const DECIMALS = 1e7;

/**
 * Reads the geometry of a thing on the map. Refuses (422) what is not valid, what this kind cannot be drawn as, and what
 * lies more than 20 km from the garden's place.
 */
export function readFeatureGeometry(kind: MapFeatureKind, given: unknown, near: Position): FeatureGeometry {
	const geometry = rounded(given);
	const type = (geometry as { type?: unknown } | null)?.type;
	const drawn = type === 'MultiPolygon' ? 'Polygon' : type;
	if (!DRAWN_AS[kind].some((allowed) => allowed === drawn))
		throw refusal({ key: `gardens_${kind}_drawn_as`, params: {} }, 'geometry');
	const read = type === 'LineString' ? lineOf(geometry) : readShape(geometry);
	if (read.fault) throw refusal(read.fault, 'geometry');
	checkNear(read.shape, near, 'geometry');
	return read.shape;
}

/** Reads a boundary or a zone: an outline of at most ten square kilometres, near the garden's place (422 else). */
export function readGround(
	given: unknown,
	near: Position,
	field: 'boundary' | 'geometry' | 'outline'
): Outline {
	const read = readOutline(rounded(given));
	if (read.fault) throw refusal(read.fault, field);
	const area = areaOf(read.outline);
	if (area > LARGEST)
		throw refusal({ key: 'gardens_too_large', params: { km2: Math.round(area / 1e6) } }, field);
	checkNear(read.outline, near, field);
	return read.outline;
}

function lineOf(geometry: unknown): { shape: LineShape; fault?: undefined } | { fault: Fault } {
	const read = readLine(geometry);
	return read.fault ? { fault: read.fault } : { shape: read.line };
}

function checkNear(shape: FeatureGeometry, near: Position, field: string): void {
	const bounds = boundsOfAll(positionsOf(shape).map(([lng, lat]) => [lng, lat, lng, lat]));
	const [lng, lat] = bounds ? middleOf(bounds) : near;
	const metres = metresBetween([lng, lat], near);
	if (metres <= FARTHEST) return;
	if (metresBetween([lat, lng], near) <= FARTHEST)
		throw refusal({ key: 'transfer_shape_swapped', params: { lng, lat } }, field);
	const params = { km: Math.round(metres / 1000), limit: FARTHEST / 1000 };
	throw refusal({ key: 'gardens_far', params }, field);
}

function positionsOf(shape: FeatureGeometry): Position[] {
	if (shape.type === 'Point') return [shape.coordinates];
	return shape.type === 'LineString' ? shape.coordinates : polygonsOf(shape).flat(2);
}

/** The same geometry with each number rounded to a centimetre; what is nested too deep for GeoJSON is left as it is. */
function rounded(given: unknown): unknown {
	const { type, coordinates } = (given ?? {}) as { type?: unknown; coordinates?: unknown };
	return { type, coordinates: roundedNumbers(coordinates, 4) };
}

function roundedNumbers(given: unknown, depth: number): unknown {
	if (typeof given === 'number') return Math.round(given * DECIMALS) / DECIMALS;
	return Array.isArray(given) && depth > 0 ? given.map((part) => roundedNumbers(part, depth - 1)) : given;
}

function refusal({ key, params }: Fault, field: string): Refused {
	return new Refused({ code: 'unprocessable', key, params, field });
}
