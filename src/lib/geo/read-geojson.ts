import { DEFAULT_BYTES, decodeText } from '#lib/files/decode.ts';
import {
	fault,
	fileProblem,
	labelOf,
	problemAt,
	type Fault,
	type Note,
	type Problem
} from '#lib/files/problem.ts';
import { readJson } from '#lib/files/read-json.ts';
import { boundsOf, middleOf } from './bounds.ts';
import { metresBetween } from './distance.ts';
import { featuresOf, safeProperties, type Properties } from './geojson-parts.ts';
import { OUTLINE_POSITIONS, readShape, wrongType, type Mended, type ShapeReading } from './read-shape.ts';
import type { Position, Shape } from './types.ts';

/** How much one file may hold. */
export interface GeoJsonLimits {
	bytes: number;
	features: number;
	/** Positions in the whole file, and in one outline. */
	positions: number;
	outlinePositions: number;
	/** Nesting of brackets. */
	depth: number;
}

/** 20 000 plots, 200 000 corners, five megabytes. */
export const GEOJSON_LIMITS: GeoJsonLimits = {
	bytes: DEFAULT_BYTES,
	features: 20_000,
	positions: 200_000,
	outlinePositions: OUTLINE_POSITIONS,
	depth: 100
};

/** What is expected of a file. */
export interface GeoJsonOptions {
	limits?: Partial<GeoJsonLimits>;
	/** Whether points will do, or only outlines (the default). */
	points?: boolean;
	/** Where the shapes should lie: one farther than `farMetres` (default 20 km) is refused, and swapped axes are seen. */
	near?: Position;
	farMetres?: number;
}

/** One feature of a file; `index` counts from 1. */
export interface ReadFeature {
	index: number;
	id?: string | number;
	geometry: Shape;
	properties: Properties;
}

/** What a file held: features that can be used, those that cannot, and what was put right. */
export interface GeoJsonReading {
	features: ReadFeature[];
	problems: Problem[];
	notes: Note[];
}

/**
 * Reads a GeoJSON file (RFC 7946) from text or bytes. A problem of the whole file leaves `features` empty; a problem of
 * one feature leaves that one out, and whoever asked decides whether the rest is still wanted. A million positions, deep
 * nesting and over-long files are refused by a count before any is built. Never throws.
 */
export function readGeoJson(input: string | Uint8Array, options: GeoJsonOptions = {}): GeoJsonReading {
	const limits = { ...GEOJSON_LIMITS, ...options.limits };
	const decoded = decodeText(input, limits.bytes);
	if (decoded.problem) return refused(decoded.problem);
	const json = readJson(decoded.text, limits.depth, ({ numberLists }) =>
		numberLists > limits.positions
			? fileProblem('transfer_geojson_too_many_positions', { count: numberLists, limit: limits.positions })
			: undefined
	);
	if (json.problem) return refused(json.problem);
	const parts = featuresOf(json.value);
	if ('key' in parts) return refused({ where: { kind: 'file', index: 0 }, ...parts });
	if (parts.length > limits.features) {
		const count = parts.length;
		return refused(fileProblem('transfer_geojson_too_many_features', { count, limit: limits.features }));
	}
	return readFeatures(parts, options, limits);
}

function refused(problem: Problem): GeoJsonReading {
	return { features: [], problems: [problem], notes: [] };
}

function readFeatures(parts: unknown[], options: GeoJsonOptions, limits: GeoJsonLimits): GeoJsonReading {
	const reading: GeoJsonReading = { features: [], problems: [], notes: [] };
	const mended: Mended = { closed: 0, flattened: 0, repeated: 0 };
	for (const [at, part] of parts.entries()) {
		const { id, geometry, properties } = (part ?? {}) as Record<string, unknown>;
		const safe = safeProperties(properties);
		const read = readPart(part, geometry, options, limits);
		if (read.fault) {
			const label = ownName(safe);
			reading.problems.push(
				problemAt({ kind: 'feature', index: at + 1, ...(label && { label }) }, read.fault)
			);
			continue;
		}
		for (const key of ['closed', 'flattened', 'repeated'] as const) mended[key] += read.mended[key];
		const named = typeof id === 'string' || typeof id === 'number' ? { id } : {};
		reading.features.push({ index: at + 1, ...named, geometry: read.shape, properties: safe });
	}
	return { ...sharedFault(reading, parts.length), notes: mendedNotes(mended) };
}

function readPart(
	part: unknown,
	geometry: unknown,
	options: GeoJsonOptions,
	limits: GeoJsonLimits
): ShapeReading {
	if (typeof part !== 'object' || part === null || (part as { type?: unknown }).type !== 'Feature') {
		return { fault: fault('transfer_shape_not_feature') };
	}
	if (geometry === null || geometry === undefined) return { fault: fault('transfer_shape_no_geometry') };
	const type = (geometry as { type?: unknown }).type;
	if (type === 'Point' && !options.points) return { fault: wrongType(type) };
	const read = readShape(geometry, limits.outlinePositions);
	const misplaced = read.shape && options.near && placeFault(read.shape, options.near, options.farMetres);
	return misplaced ? { fault: misplaced } : read;
}

/** Whether a shape lies where it is not expected: with its axes swapped, or simply far away. Or null. */
export function placeFault(shape: Shape, near: Position, farMetres = 20_000): Fault | null {
	const [lng, lat] = middleOf(boundsOf(shape));
	const metres = metresBetween([lng, lat], near);
	if (metres <= farMetres) return null;
	if (metresBetween([lat, lng], near) <= farMetres) {
		return fault('transfer_shape_swapped', { lng: round(lng), lat: round(lat) });
	}
	return fault('transfer_shape_far', { km: Math.round(metres / 1000), limit: Math.round(farMetres / 1000) });
}

/** Metres for degrees and swapped axes are faults of an export, not of one feature: said once, for the file. */
function sharedFault(reading: GeoJsonReading, total: number): Omit<GeoJsonReading, 'notes'> {
	for (const key of ['transfer_shape_metres', 'transfer_shape_swapped'] as const) {
		const alike = reading.problems.filter((problem) => problem.key === key);
		const [first] = alike;
		if (first && alike.length > 1 && alike.length * 2 > total) {
			const forFile =
				key === 'transfer_shape_metres' ? 'transfer_geojson_metres' : 'transfer_geojson_swapped';
			const problem = fileProblem(forFile, { ...first.params, count: alike.length });
			return { features: [], problems: [problem] };
		}
	}
	return reading;
}

function mendedNotes(mended: Mended): Note[] {
	const notes: Note[] = [
		{ key: 'transfer_note_closed', params: { count: mended.closed } },
		{ key: 'transfer_note_flattened', params: { count: mended.flattened } },
		{ key: 'transfer_note_repeated', params: { count: mended.repeated } }
	];
	return notes.filter((note) => note.params['count'] !== 0);
}

function ownName(properties: Properties): string | undefined {
	const key = Object.keys(properties).find((name) => /^(number|plot|plot_no|name|ref|label)$/i.test(name));
	return key === undefined ? undefined : labelOf(properties[key]);
}

function round(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6;
}
