import { readCsv } from '#lib/files/read-csv.ts';
import { fault, fileProblem, labelOf, problemAt, type Fault, type Problem } from '#lib/files/problem.ts';
import { areaOf } from '#lib/geo/area.ts';
import { boundsOf, middleOf } from '#lib/geo/bounds.ts';
import { metresBetween } from '#lib/geo/distance.ts';
import { labelPointOf } from '#lib/geo/label-point.ts';
import { readGeoJson } from '#lib/geo/read-geojson.ts';
import { readWkt } from '#lib/geo/read-wkt.ts';
import type { Outline, Position, Shape } from '#lib/geo/types.ts';
import { gardenColumns, isGardenColumn, type GardenColumns } from './garden-columns.ts';
import {
	addressIn,
	hoursIn,
	isGone,
	nameIn,
	positionIn,
	shortened,
	tidyCell,
	type Cell
} from './garden-fields.ts';
import { LONGEST, type GardenCandidate, type GardenReading } from './schema.ts';

/** Most square metres of one garden: ten square kilometres. */
const LARGEST_GARDEN = 10_000_000;

/** A position this far from the outline of the same row is not believed. */
const APART = 2_000;

/** What was noticed while rows were read. */
interface Tally {
	boundaries: number;
	apart: number;
}

/**
 * Reads a list of gardens from CSV (position in latitude and longitude columns, or in a column of well-known text, or both) or from
 * GeoJSON (points or outlines); which of the two is seen from the text. Rows that cannot be used are problems of
 * their own. `swapped` reads latitude as longitude and the other way round.
 */
export function readGardens(
	input: string | Uint8Array,
	format: 'csv' | 'geojson',
	swapped = false
): GardenReading {
	return format === 'csv' ? gardensFromCsv(input, swapped) : gardensFromGeoJson(input);
}

function gardensFromCsv(input: string | Uint8Array, swapped: boolean): GardenReading {
	const table = readCsv(input, { known: isGardenColumn });
	const reading: GardenReading = {
		kind: 'row',
		candidates: [],
		problems: table.problems,
		notes: table.notes,
		total: table.rows.length + table.problems.filter((problem) => problem.where.kind === 'row').length
	};
	if (table.rows.length === 0) return reading;
	const sample = table.columns.map(
		(_, at) => table.rows.find((row) => row.cells[at]?.trim())?.cells[at] ?? ''
	);
	const columns = gardenColumns(table.columns, sample);
	const missing = missingColumns(columns, table.columns);
	if (missing) return { ...reading, problems: [missing] };
	const tally: Tally = { boundaries: 0, apart: 0 };
	for (const row of table.rows) {
		const cell: Cell = (column) => row.cells[column] ?? '';
		add(reading, row.row, columns, cell, placeFromCells(columns, cell, swapped, tally));
	}
	return noted(reading, tally);
}

function missingColumns(columns: GardenColumns, names: readonly string[]): Problem | null {
	const seen = shortened(names.filter((name) => name !== '').join(', '), 200);
	if (columns.name < 0) return fileProblem('transfer_garden_no_name_column', { columns: seen });
	if (columns.outline < 0 && (columns.lat < 0 || columns.lng < 0)) {
		return fileProblem('transfer_garden_no_place_column', { columns: seen });
	}
	return null;
}

type Place = { position: Position; boundary: Outline | null };

function placeFromCells(columns: GardenColumns, cell: Cell, swapped: boolean, tally: Tally): Place | Fault {
	const text = cell(columns.outline).trim();
	const read = text === '' ? null : readWkt(text);
	const given = positionIn(columns, cell, swapped);
	if (given && 'key' in given) return given;
	if (read?.shape) return placeFromShape(read.shape, given, tally);
	if (read?.fault && !given) return read.fault;
	if (!given) return fault('transfer_garden_no_place');
	if (read?.fault) tally.boundaries++;
	return { position: given, boundary: null };
}

function placeFromShape(shape: Shape, given: Position | null, tally: Tally): Place | Fault {
	if (shape.type === 'Point') return { position: given ?? shape.coordinates, boundary: null };
	const area = areaOf(shape);
	if (area > LARGEST_GARDEN) return fault('transfer_garden_too_large', { km2: Math.round(area / 1e6) });
	const apart = given !== null && metresBetween(given, middleOf(boundsOf(shape))) > APART;
	if (apart) tally.apart++;
	return { position: given === null || apart ? labelPointOf(shape) : given, boundary: shape };
}

function gardensFromGeoJson(input: string | Uint8Array): GardenReading {
	const { features, problems, notes } = readGeoJson(input, { points: true });
	const ofFeatures = problems.filter((problem) => problem.where.kind === 'feature');
	const total = features.length + ofFeatures.length;
	const reading: GardenReading = { kind: 'feature', candidates: [], problems, notes, total };
	const names = [...new Set(features.flatMap((feature) => Object.keys(feature.properties)))];
	const columns = gardenColumns(names, []);
	if (features.length > 0 && columns.name < 0) {
		const seen = shortened(names.join(', '), 200);
		return {
			...reading,
			problems: [...problems, fileProblem('transfer_garden_no_name_column', { columns: seen })]
		};
	}
	const tally: Tally = { boundaries: 0, apart: 0 };
	for (const { index, id, geometry, properties } of features) {
		const cell: Cell = (column) => textOf(properties[names[column] ?? '']);
		add(reading, index, columns, cell, placeFromShape(geometry, null, tally), id);
	}
	return noted(reading, tally);
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function add(
	reading: GardenReading,
	index: number,
	columns: GardenColumns,
	cell: Cell,
	place: Place | Fault,
	id?: string | number
): void {
	const name = nameIn(columns, cell);
	const label = labelOf(name);
	const where = { kind: reading.kind, index, ...(label && { label }) };
	const status = tidyCell(cell(columns.status));
	const refuse = (wrong: Fault): number => reading.problems.push(problemAt(where, wrong));
	if (name === '') return void refuse(fault('transfer_garden_no_name'));
	if (isGone(status)) return void refuse(fault('transfer_garden_closed', { status: shortened(status, 60) }));
	if ('key' in place) return void refuse(place);
	const externalId = tidyCell(cell(columns.externalId)) || (id === undefined ? '' : String(id));
	const candidate: GardenCandidate = {
		index,
		name,
		address: addressIn(columns, cell),
		openingHours: hoursIn(columns, cell),
		...place,
		externalId: externalId === '' ? null : shortened(externalId, LONGEST.externalId)
	};
	reading.candidates.push(candidate);
}

function noted(reading: GardenReading, tally: Tally): GardenReading {
	const notes = [...reading.notes];
	if (tally.boundaries > 0)
		notes.push({ key: 'transfer_note_boundary', params: { count: tally.boundaries } });
	if (tally.apart > 0) notes.push({ key: 'transfer_note_apart', params: { count: tally.apart } });
	return { ...reading, notes };
}
