import { EARTH_RADIUS, radians } from '#lib/geo/distance.ts';
import type { PlotKind } from '#features/plots/tables.ts';
import type { MapFeatureKind } from '#features/gardens/tables.ts';
import type { Outline, Position, Ring } from '#lib/geo/types.ts';

/** Metres east and north of a garden's south-western corner. */
export type Metres = readonly [east: number, north: number];

export type PlannedGeometry =
	{ type: 'Point'; coordinates: Position } | { type: 'LineString'; coordinates: Position[] } | Outline;

/** A garden as it lies on the ground, ready for the commands that draw it. */
export interface GroundPlan {
	place: Position;
	boundary: Outline;
	zones: { name: string; geometry: Outline }[];
	features: { kind: MapFeatureKind; name: string; zone: string | null; geometry: PlannedGeometry }[];
	plots: { number: string; kind: PlotKind; zone: string | null; notes: string; outline: Outline }[];
}

/** A garden in metres, before it is laid on the earth. */
export interface MetrePlan {
	/** Where the garden lies: its middle, and by how many degrees it is turned (anticlockwise). */
	place: Position;
	middle: Metres;
	turned: number;
	boundary: Metres[];
	zones: { name: string; corners: Metres[] }[];
	features: { kind: MapFeatureKind; name?: string; zone?: string; at: Metres | Metres[]; closed?: boolean }[];
	plots: { number: string; kind: PlotKind; zone: string | null; notes?: string; corners: Metres[] }[];
}

/** The corners of a rectangle with its south-western corner at (x, y). */
export function box(x: number, y: number, width: number, depth: number): Metres[] {
	return [
		[x, y],
		[x + width, y],
		[x + width, y + depth],
		[x, y + depth]
	];
}

/** Lays a plan in metres on the earth, true to a centimetre for gardens (flat at its middle). */
export function layOut(plan: MetrePlan): GroundPlan {
	const toEarth = projection(plan);
	const outline = (corners: Metres[]): Outline => ({
		type: 'Polygon',
		coordinates: [ring(corners.map(toEarth))]
	});
	return {
		place: plan.place,
		boundary: outline(plan.boundary),
		zones: plan.zones.map(({ name, corners }) => ({ name, geometry: outline(corners) })),
		features: plan.features.map(({ kind, name = '', zone = null, at, closed }) => ({
			kind,
			name,
			zone,
			geometry: shapeOf(at, closed ?? false, toEarth)
		})),
		plots: plan.plots.map(({ corners, notes = '', ...plot }) => ({
			...plot,
			notes,
			outline: outline(corners)
		}))
	};
}

function projection({ place: [lng, lat], middle, turned }: MetrePlan): (at: Metres) => Position {
	const perLat = radians(1) * EARTH_RADIUS;
	const perLng = perLat * Math.cos(radians(lat));
	const [sin, cos] = [Math.sin(radians(turned)), Math.cos(radians(turned))];
	return ([east, north]) => {
		const [x, y] = [east - middle[0], north - middle[1]];
		return [rounded(lng + (x * cos - y * sin) / perLng), rounded(lat + (x * sin + y * cos) / perLat)];
	};
}

/** Seven decimals of a degree are a centimetre. */
function rounded(degrees: number): number {
	return Math.round(degrees * 1e7) / 1e7;
}

function ring(positions: Position[]): Ring {
	return [...positions, positions[0]!];
}

function shapeOf(at: Metres | Metres[], closed: boolean, toEarth: (at: Metres) => Position): PlannedGeometry {
	if (!isLine(at)) return { type: 'Point', coordinates: toEarth(at) };
	const positions = at.map(toEarth);
	return closed
		? { type: 'Polygon', coordinates: [ring(positions)] }
		: { type: 'LineString', coordinates: positions };
}

function isLine(at: Metres | Metres[]): at is Metres[] {
	return Array.isArray(at[0]);
}
