import * as v from 'valibot';
import { isTimeZone } from '#features/gardens/rules.ts';
import { locales } from '#lib/i18n/paraglide/runtime.js';
import type { Note, Problem } from '#lib/files/problem.ts';
import type { Bounds, Outline, Position } from '#lib/geo/types.ts';
import type { PlotKind } from '#features/plots/tables.ts';

/** Longest plot number, garden name, address and opening hours that the tables take. */
export const LONGEST = { number: 20, name: 120, address: 300, hours: 1000, externalId: 120 } as const;

/** How plots without a number get one: `prefix` and then counted on from `from`. */
export const numberingSchema = v.object({
	prefix: v.pipe(v.string(), v.trim(), v.maxLength(10)),
	from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999))
});

/** What the steward chose in the preview of a plot file. */
export const plotImportOptionsSchema = v.object({
	/** The property that holds the number; left out, it is guessed. */
	numberProperty: v.optional(v.pipe(v.string(), v.maxLength(200))),
	numbering: v.optional(numberingSchema)
});
export type PlotImportOptions = v.InferOutput<typeof plotImportOptionsSchema> & {
	/** The garden's outline: plots outside it are counted in a note. */
	boundary?: Outline;
};

/** The text of a plot file, and what the steward chose; `expected` is what the preview said, where there was one. */
export const ImportPlots = v.object({
	gardenId: v.pipe(v.string(), v.uuid('error_not_understood')),
	text: v.string(),
	options: v.optional(plotImportOptionsSchema, {}),
	expected: v.optional(v.object({ add: v.number(), change: v.number() }))
});

/** A plot the garden has already, as far as an import needs to know it. */
export interface ExistingPlot {
	id: string;
	number: string;
	kind: PlotKind;
	outline: Outline;
}

/** What one feature of a plot file will do. `index` is its place in the file, from 1. */
export interface PlannedPlot {
	index: number;
	/** '' where it has none. */
	number: string;
	kind: PlotKind;
	outline: Outline;
	/** Square metres. */
	area: number;
	action: 'add' | 'change' | 'same' | 'refused';
	/** The plot that is changed or is the same already. */
	id?: string;
	problem?: Problem;
}

/** The preview of a plot file. All or nothing: with a single problem `accepted` is false. */
export interface PlotImportPlan {
	accepted: boolean;
	rows: PlannedPlot[];
	/** The first 50 problems, and how many there are. */
	problems: Problem[];
	problemCount: number;
	notes: Note[];
	counts: { add: number; change: number; same: number; refused: number };
	/** Properties that could hold the plot number, the likeliest first. */
	numberProperties: NumberProperty[];
	/** The one that was used, if any. */
	numberProperty: string | null;
	bounds: Bounds | null;
}

/** A property, on how many features it says something, and how many different things. */
export interface NumberProperty {
	property: string;
	filled: number;
	distinct: number;
}

/** A garden the installation has already. */
export interface ExistingGarden {
	id: string;
	name: string;
	position: Position;
	source: string | null;
	externalId: string | null;
}

/** One garden of a list, as read; it can be brought in as it stands. */
export interface GardenCandidate {
	/** Row of the spreadsheet or number of the feature, from 1. */
	index: number;
	name: string;
	address: string;
	openingHours: string;
	position: Position;
	boundary: Outline | null;
	/** The garden's id in the list it came from. */
	externalId: string | null;
}

/** What a file of gardens held. Problems of single rows leave the others alone. */
export interface GardenReading {
	kind: 'row' | 'feature';
	candidates: GardenCandidate[];
	problems: Problem[];
	notes: Note[];
	/** Rows or features in the file, good or bad. */
	total: number;
}

/** What the steward or the command line says about a list of gardens. */
export const gardenImportOptionsSchema = v.object({
	/** Name of the list, such as "nyc-greenthumb": ids are compared within it. */
	source: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
	/** Where the gardens should lie, and within how many kilometres. */
	near: v.optional(
		v.object({
			lng: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
			lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
			km: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(5_000)), 100)
		})
	),
	/** The file's columns of latitude and longitude hold each other's numbers. */
	swapped: v.optional(v.boolean(), false)
});
export type GardenImportOptions = v.InferInput<typeof gardenImportOptionsSchema>;

/** The text of a list of gardens, and what the operator says about it. */
export const ImportGardens = v.object({
	...gardenImportOptionsSchema.entries,
	format: v.picklist(['csv', 'geojson'], 'error_choose_one'),
	text: v.string(),
	timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone, 'gardens_time_zone_unknown')), 'UTC'),
	locale: v.optional(v.picklist(locales, 'error_choose_one'), 'en')
});

/** A garden to be written. */
export type PlannedGarden = GardenCandidate & { source: string };

/** What a list of gardens will do: good rows come in, and each other row is named with its reason. */
export interface GardenImportPlan {
	/** False where no row is of use: none can come in, and none is there already. */
	accepted: boolean;
	gardens: PlannedGarden[];
	/** Rows that are there already, in the file or in the installation, or closed. */
	skipped: Problem[];
	/** Rows that cannot be used. */
	problems: Problem[];
	notes: Note[];
	counts: { add: number; skipped: number; refused: number; total: number };
	/** Box round what comes in, to look at before it does. */
	bounds: Bounds | null;
}
