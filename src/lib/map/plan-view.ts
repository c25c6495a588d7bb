import { boundsOf } from '#lib/geo/bounds.ts';
import { labelPointOf } from '#lib/geo/label-point.ts';
import { linePathOf, pathOf, planOf, type Plan, type PlanPoint } from '#lib/geo/plan.ts';
import type { Bounds, Outline, Position } from '#lib/geo/types.ts';
import { extentOf } from './extent.ts';
import { edgeLabelPoint, fitLabel, longestOf, scaleBar, type Fit } from './labels.ts';
import type { MapArea, MapContent, MapLine, MapPoint, MapShape } from './types.ts';

/** A label with the place of its middle, in metres of the plan. */
export type PlacedLabel = Fit & { x: number; y: number };

/** A plan ready to be drawn as SVG; all lengths are in its user units, which are metres on the ground. */
export interface PlanView {
	box: { x: number; y: number; width: number; height: number };
	/** About one pixel of a small phone's screen. */
	unit: number;
	boundary: string | null;
	areas: (MapArea & { d: string; at: PlacedLabel | null })[];
	lines: (MapLine & { d: string })[];
	shapes: (MapShape & { d: string; at: PlacedLabel | null })[];
	points: (MapPoint & { x: number; y: number })[];
	scale: ReturnType<typeof scaleBar>;
}

interface Options {
	units: 'metric' | 'imperial';
	/** A strip for a card, about three times as wide as high, cut to the shapes in `around`. */
	compact: boolean;
	around?: readonly string[];
}

/** Width of a small phone's screen and the highest that a plan may be on it. */
const SCREEN = { width: 344, height: 420 };
const STRIP = { width: 312, height: 96 };

/** Lays out all that a plan shows; null where there is nothing to show. */
export function planView(content: MapContent, { units, compact, around }: Options): PlanView | null {
	const extent = extentOf(content, compact ? around : undefined);
	if (!extent) return null;
	const plan = planOf(extent);
	const box = compact ? strip(plan) : sheet(plan);
	const unit = compact
		? box.width / STRIP.width
		: Math.max(box.width / SCREEN.width, box.height / SCREEN.height);
	const digits = digitsOf(unit);
	const shapes = content.shapes ?? [];
	const room = longestOf(shapes);
	return {
		box,
		unit,
		boundary: content.boundary ? pathOf(plan, content.boundary, digits) : null,
		areas: (content.areas ?? []).map((area) => ({
			...area,
			d: pathOf(plan, area.geometry, digits),
			at: area.label ? areaLabelAt(plan, area, unit, content.points) : null
		})),
		lines: (content.lines ?? []).map((line) => ({ ...line, d: linePathOf(plan, line.positions, digits) })),
		shapes: shapes.map((shape) => ({
			...shape,
			d: pathOf(plan, shape.geometry, digits),
			at: labelAt(plan, shape.geometry, shape.label + (shape.letter ?? ''), unit, room)
		})),
		points: (content.points ?? []).map((point) => ({
			...point,
			...placed(plan.toPlan(point.position), unit)
		})),
		scale: scaleBar(box.width / 4, units)
	};
}

/** How finely metres are told: to the centimetre, but not finer than a third of a pixel on the screen. */
function digitsOf(unit: number): number {
	return unit > 0.25 ? 1 : 2;
}

/** Width to height of the plan of some content, so that a box can be kept for it; null where there is nothing. */
export function planRatio(content: MapContent): number | null {
	const extent = extentOf(content);
	if (!extent) return null;
	const { width, height } = sheet(planOf(extent));
	return round(width / height);
}

/** A margin of a twentieth round the plan, and never flatter or steeper than a screen can show. */
function sheet({ width, height }: Plan): PlanView['box'] {
	const margin = Math.max(width, height) * 0.06 + 1;
	const full = { width: width + 2 * margin, height: height + 2 * margin };
	return centred(
		width,
		height,
		Math.max(full.width, full.height / 1.6),
		Math.max(full.height, full.width / 2.4)
	);
}

/** The lit ground fills most of the strip; what lies beside it shows where it is. */
function strip({ width, height }: Plan): PlanView['box'] {
	const ratio = STRIP.width / STRIP.height;
	const high = Math.max(height * 1.25, (width * 1.6) / ratio) + 1;
	return centred(width, height, high * ratio, high);
}

function centred(width: number, height: number, wide: number, high: number): PlanView['box'] {
	return {
		x: round((width - wide) / 2),
		y: round((height - high) / 2),
		width: round(wide),
		height: round(high)
	};
}

/** A zone is full of plots: its name stands on its upper edge. */
function areaLabelAt(
	plan: Plan,
	{ kind, geometry, label = '' }: MapArea,
	unit: number,
	points: MapContent['points']
): PlacedLabel | null {
	const inside = labelAt(plan, geometry, label, unit);
	if (kind !== 'zone' || !inside) return inside;
	return {
		size: Math.min(inside.size, unit * 9),
		upright: false,
		...placed(plan.toPlan(edgeLabelPoint(geometry, points)), unit)
	};
}

function labelAt(plan: Plan, outline: Outline, text: string, unit: number, room = 0): PlacedLabel | null {
	const fit = fitLabel(text, sizeOf(plan, boundsOf(outline)), [unit * 5.5, unit * 14], room);
	if (!fit) return null;
	return { size: round(fit.size), upright: fit.upright, ...placed(plan.toPlan(labelPointOf(outline)), unit) };
}

function sizeOf(plan: Plan, [west, south, east, north]: Bounds): PlanPoint {
	const [left, top] = plan.toPlan([west, north] as Position);
	const [right, bottom] = plan.toPlan([east, south] as Position);
	return [right - left, bottom - top];
}

function placed([x, y]: PlanPoint, unit: number): { x: number; y: number } {
	return { x: round(x, digitsOf(unit)), y: round(y, digitsOf(unit)) };
}

function round(metres: number, digits = 2): number {
	return Math.round(metres * 10 ** digits) / 10 ** digits;
}
