import type { Db, Tx } from '#lib/db/database.server.ts';
import type { Outline } from '#lib/geo/types.ts';
import { byNumber } from './numbers.ts';
import './tables.ts';
import type { PlotKind } from './tables.ts';

/** A plot as a piece of ground: nothing of who holds it. */
export interface PlotOutline {
	id: string;
	number: string;
	kind: PlotKind;
	zoneId: string | null;
	outline: Outline;
	revision: number;
}

/** The plots of a garden for a plan of the bare ground; who may see the garden may see these. In the order in which people count. One statement. */
export async function plotOutlines(db: Db | Tx, gardenId: string): Promise<PlotOutline[]> {
	const rows = await db
		.selectFrom('plot')
		.select(['id', 'number', 'kind', 'zone_id as zoneId', 'outline', 'revision'])
		.where('garden_id', '=', gardenId)
		.execute();
	return rows.map((row) => ({ ...row, outline: row.outline as unknown as Outline })).sort(byNumber);
}
