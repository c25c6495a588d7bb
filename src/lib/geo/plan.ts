import { middleOf } from './bounds.ts';
import { EARTH_RADIUS, radians } from './distance.ts';
import { polygonsOf, type Bounds, type Outline, type Position } from './types.ts';

/** A place on a flat plan: metres to the right of and below its upper left corner. */
export type PlanPoint = [x: number, y: number];

/** A flat plan of a place small enough to draw without curvature (equirectangular at its middle latitude). */
export interface Plan {
	/** Size in metres. */
	width: number;
	height: number;
	/** `0 0 width height`, for an SVG. */
	viewBox: string;
	toPlan(position: Position): PlanPoint;
	toPosition(point: PlanPoint): Position;
}

/**
 * The plan of a box, with a margin in metres round it. Distances are true to 0.1 % up to 10 km from the middle,
 * outside the polar circles. A box without extent (one point) becomes a plan of at least a metre.
 */
export function planOf(bounds: Bounds, margin = 0): Plan {
	const [, middleLat] = middleOf(bounds);
	const perLat = radians(1) * EARTH_RADIUS;
	const perLng = perLat * Math.max(1e-6, Math.cos(radians(middleLat)));
	const left = bounds[0] - margin / perLng;
	const top = bounds[3] + margin / perLat;
	const width = Math.max(1, (bounds[2] - bounds[0]) * perLng + 2 * margin);
	const height = Math.max(1, (bounds[3] - bounds[1]) * perLat + 2 * margin);
	return {
		width,
		height,
		viewBox: `0 0 ${decimals(width)} ${decimals(height)}`,
		toPlan: ([lng, lat]) => [(lng - left) * perLng, (top - lat) * perLat],
		toPosition: ([x, y]) => [left + x / perLng, top - y / perLat]
	};
}

/**
 * The `d` of an SVG path that draws an outline on a plan, to the centimetre, or in metres to so many digits; holes
 * need `fill-rule="evenodd"`.
 */
export function pathOf(plan: Plan, outline: Outline, digits = 2): string {
	return polygonsOf(outline)
		.flat()
		.map((ring) => `${linePathOf(plan, ring.slice(0, -1), digits)}Z`)
		.join('');
}

/**
 * The `d` of an SVG path that draws an open line (a path in the garden) on a plan. Each point is told from the one
 * before it: plots of one size are then told in the same words, and a page packs to a tenth less.
 */
export function linePathOf(plan: Plan, line: readonly Position[], digits = 2): string {
	const points = line.map((position) => plan.toPlan(position).map((metres) => decimals(metres, digits)));
	const steps = points.slice(1).map(([x, y], place) => {
		const [lastX, lastY] = points[place]!;
		return `${decimals(x! - lastX!, digits)} ${decimals(y! - lastY!, digits)}`;
	});
	if (points.length === 0) return '';
	return `M${points[0]!.join(' ')}${steps.length > 0 ? `l${steps.join(' ')}` : ''}`;
}

function decimals(metres: number, digits = 2): number {
	return Math.round(metres * 10 ** digits) / 10 ** digits + 0;
}
