import type { Db, Tx } from '#lib/db/database.server.ts';
import '#features/gardens/tables.ts';
import { planGardenImport } from './garden-rules.ts';
import { readGardens } from './garden-rows.ts';
import type { GardenImportOptions, GardenImportPlan } from './schema.ts';

/** A list of gardens and what is said about it. */
export type GardenList = GardenImportOptions & { format: 'csv' | 'geojson'; text: string };

/** Reads a list of gardens and plans its import into the installation. Nothing is written. The caller guards. One statement. */
export async function previewGardens(db: Db | Tx, list: GardenList): Promise<GardenImportPlan> {
	const rows = await db
		.selectFrom('garden')
		.select(['id', 'name', 'lng', 'lat', 'source', 'external_id as externalId'])
		.execute();
	const existing = rows.map(({ lng, lat, ...row }) => ({
		...row,
		position: [lng, lat] as [number, number]
	}));
	return planGardenImport(readGardens(list.text, list.format, list.swapped), existing, list);
}

/** What a file of gardens is, by its first sign: GeoJSON begins with a brace. */
export function formatOf(text: string): 'csv' | 'geojson' {
	return /^\s*[{[]/.test(text.replace(/^\uFEFF/, '')) ? 'geojson' : 'csv';
}
