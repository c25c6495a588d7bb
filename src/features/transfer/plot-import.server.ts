import type { Db, Tx } from '#lib/db/database.server.ts';
import type { Note } from '#lib/files/problem.ts';
import { readGeoJson } from '#lib/geo/read-geojson.ts';
import type { Outline } from '#lib/geo/types.ts';
import { FARTHEST } from '#features/gardens/rules.ts';
import '#features/gardens/tables.ts';
import '#features/plots/tables.ts';
import { planPlotImport } from './plot-rules.ts';
import type { ExistingPlot, PlotImportOptions, PlotImportPlan } from './schema.ts';

/** The preview of a plot file against a garden as it is now, with the plots it is compared to. */
export type PlotPreview = PlotImportPlan & { existing: ExistingPlot[]; boundary: Outline | null };

/**
 * Reads a GeoJSON file of plots and plans its import into a garden. Nothing is written. The caller guards. Two statements.
 */
export async function previewPlots(
	db: Db | Tx,
	gardenId: string,
	file: string | Uint8Array,
	options: Omit<PlotImportOptions, 'boundary'>
): Promise<PlotPreview> {
	const garden = await db
		.selectFrom('garden')
		.select(['lng', 'lat', 'boundary'])
		.where('id', '=', gardenId)
		.executeTakeFirstOrThrow();
	const boundary = garden.boundary as unknown as Outline | null;
	const existing = await existingPlots(db, gardenId);
	const reading = readGeoJson(file, { near: [garden.lng, garden.lat], farMetres: FARTHEST });
	const known = { ...options, ...(boundary && { boundary }) };
	const plan = planPlotImport(reading.features, existing, known, reading.problems);
	const notes: Note[] = [...reading.notes, ...plan.notes];
	return { ...plan, notes, existing, boundary };
}

async function existingPlots(db: Db | Tx, gardenId: string): Promise<ExistingPlot[]> {
	const rows = await db
		.selectFrom('plot')
		.select(['id', 'number', 'kind', 'outline'])
		.where('garden_id', '=', gardenId)
		.execute();
	return rows.map((row) => ({ ...row, outline: row.outline as unknown as Outline }));
}
