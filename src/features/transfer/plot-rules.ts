import { isPlain, numberKey } from '#features/plots/numbers.ts';
import { LARGEST_PLOT } from '#features/plots/rules.ts';
import { areaOf } from '#lib/geo/area.ts';
import { boundsOf, boundsOfAll } from '#lib/geo/bounds.ts';
import { contains } from '#lib/geo/contains.ts';
import { labelPointOf } from '#lib/geo/label-point.ts';
import { wrongType } from '#lib/geo/read-shape.ts';
import type { ReadFeature } from '#lib/geo/read-geojson.ts';
import { polygonsOf, type Outline } from '#lib/geo/types.ts';
import { fault, labelOf, problemAt, type Fault, type Note, type Problem } from '#lib/files/problem.ts';
import { kindOf } from './plot-kinds.ts';
import { numberProperties, tidyNumber } from './plot-numbers.ts';
import {
	LONGEST,
	type ExistingPlot,
	type PlannedPlot,
	type PlotImportOptions,
	type PlotImportPlan
} from './schema.ts';

/** Problems that a plan spells out; the rest is counted. */
const SHOWN = 50;

/** About a centimetre on the ground, in degrees: as exact as drawn outlines are stored. */
const SAME_PLACE = 1e-7;

/**
 * The preview of a plot file against the plots a garden has: what each feature would add, change or leave as it is. Plots are
 * known by their number, compared without case. All or nothing: any refused row refuses the file, and so do
 * problems of the reading, given in `readProblems`. A kind that the file does not name stays as it is (a new plot: single).
 * Never removes a plot.
 */
export function planPlotImport(
	features: readonly ReadFeature[],
	existing: readonly ExistingPlot[],
	options: PlotImportOptions = {},
	readProblems: readonly Problem[] = []
): PlotImportPlan {
	const choices = numberProperties(features.map((feature) => feature.properties));
	const property = options.numberProperty ?? choices[0]?.property ?? null;
	const numbers = numbersFor(features, property, existing, options.numbering);
	const known = new Map(existing.map((plot) => [numberKey(plot.number), plot]));
	const seen = new Map<string, number>();
	const rows = features.map((feature, at) => planRow(feature, numbers.given[at] ?? '', known, seen));
	const problems = [...readProblems, ...rows.flatMap((row) => row.problem ?? [])];
	problems.sort((a, b) => a.where.index - b.where.index);
	const count = (action: PlannedPlot['action']): number => rows.filter((row) => row.action === action).length;
	const counts = {
		add: count('add'),
		change: count('change'),
		same: count('same'),
		refused: problems.length
	};
	return {
		accepted: problems.length === 0 && rows.length > 0,
		rows,
		problems: problems.slice(0, SHOWN),
		problemCount: problems.length,
		notes: notesOn(features, rows, numbers.counted, options.boundary),
		counts,
		numberProperties: choices,
		numberProperty: property,
		bounds: boundsOfAll(rows.map((row) => boundsOf(row.outline)))
	};
}

/** The number of each feature: its own, else the next free one where the steward asked for numbering. */
function numbersFor(
	features: readonly ReadFeature[],
	property: string | null,
	existing: readonly ExistingPlot[],
	numbering: PlotImportOptions['numbering']
): { given: string[]; counted: number } {
	const given = features.map(({ properties }) =>
		property !== null && Object.hasOwn(properties, property) ? tidyNumber(properties[property]) : ''
	);
	if (!numbering) return { given, counted: 0 };
	const taken = new Set([...given, ...existing.map((plot) => plot.number)].map(numberKey));
	let next = numbering.from;
	let counted = 0;
	const all = given.map((number) => {
		if (number !== '') return number;
		while (taken.has(numberKey(`${numbering.prefix}${next}`))) next++;
		counted++;
		return `${numbering.prefix}${next++}`;
	});
	return { given: all, counted };
}

function planRow(
	{ index, geometry, properties }: ReadFeature,
	number: string,
	known: ReadonlyMap<string, ExistingPlot>,
	seen: Map<string, number>
): PlannedPlot {
	const outline: Outline = geometry.type === 'Point' ? { type: 'MultiPolygon', coordinates: [] } : geometry;
	const area = areaOf(outline);
	const key = numberKey(number);
	const first = seen.get(key);
	if (number !== '' && first === undefined) seen.set(key, index);
	const old = known.get(key);
	const kind = kindOf(properties) ?? old?.kind ?? 'single';
	const row = { index, number, kind, outline, area, ...(old && { id: old.id }) };
	const wrong = geometry.type === 'Point' ? wrongType('Point') : rowFault(number, first, area);
	if (wrong) {
		const label = labelOf(number);
		const where = { kind: 'feature', index, ...(label && { label }) } as const;
		return { ...row, action: 'refused', problem: problemAt(where, wrong) };
	}
	if (!old) return { ...row, action: 'add' };
	return { ...row, action: kind === old.kind && sameOutline(outline, old.outline) ? 'same' : 'change' };
}

function rowFault(number: string, first: number | undefined, area: number): Fault | null {
	if (number === '') return fault('transfer_plot_number_missing');
	if ([...number].length > LONGEST.number || number.length > LONGEST.number * 2) {
		return fault('transfer_plot_number_long', { limit: LONGEST.number });
	}
	if (!isPlain(number)) return fault('transfer_plot_number_characters');
	if (first !== undefined) return fault('transfer_plot_number_twice', { number, first });
	if (area > LARGEST_PLOT) return fault('transfer_plot_too_large', { hectares: Math.round(area / 10_000) });
	return null;
}

/** Whether two outlines are the same to the centimetre: equal rings from the same first corner. */
function sameOutline(a: Outline, b: Outline): boolean {
	const flatA = polygonsOf(a).map((rings) => rings.map((ring) => ring.flat()));
	const flatB = polygonsOf(b).map((rings) => rings.map((ring) => ring.flat()));
	return equal(flatA, flatB);
}

type Nested = number | Nested[];

function equal(a: Nested, b: Nested): boolean {
	if (typeof a === 'number' || typeof b === 'number') {
		return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= SAME_PLACE;
	}
	return a.length === b.length && a.every((part, at) => equal(part, b[at] as Nested));
}

function notesOn(
	features: readonly ReadFeature[],
	rows: readonly PlannedPlot[],
	counted: number,
	boundary: Outline | undefined
): Note[] {
	const usable = rows.filter((row) => row.action !== 'refused');
	const outside = boundary
		? usable.filter((row) => !contains(boundary, labelPointOf(row.outline))).length
		: 0;
	const unknown = features.filter((feature) => kindOf(feature.properties) === null).length;
	const notes: Note[] = [
		{ key: 'transfer_note_numbered', params: { count: counted } },
		{ key: 'transfer_note_kind_unknown', params: { count: unknown } },
		{ key: 'transfer_note_outside', params: { count: outside } }
	];
	return notes.filter((note) => note.params['count'] !== 0);
}
