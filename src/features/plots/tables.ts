import type { Generated, JSONColumnType } from 'kysely';
import type { MultiPolygon, Polygon } from 'geojson';

export type PlotKind = 'single' | 'shared' | 'raised' | 'donation' | 'nursery';
export type EndReason = 'left' | 'moved_plot' | 'rules' | 'died' | 'mistake' | 'other';

export interface PlotTable {
	id: string;
	garden_id: string;
	number: string;
	kind: Generated<PlotKind>;
	outline: JSONColumnType<Polygon | MultiPolygon, string, string>;
	/** Square metres, geodesic, as a decimal text. */
	area_m2: string;
	zone_id: string | null;
	notes: Generated<string>;
	/** A garden day. */
	out_of_use_since: string | null;
	/** Grows with each change, so that two stewards do not overwrite each other unseen. */
	revision: Generated<number>;
	created_at: Date;
	updated_at: Date;
}

/** A plot held from a day to a day; `days` is a daterange text such as [2026-03-01,) . */
export interface TenancyTable {
	id: string;
	garden_id: string;
	plot_id: string;
	days: string;
	end_reason: EndReason | null;
	end_note: Generated<string>;
	created_at: Date;
	ended_at: Date | null;
}

export interface TenancyHolderTable {
	tenancy_id: string;
	garden_id: string;
	membership_id: string;
	lead: Generated<boolean>;
	/** A garden day; null: from the tenancy's first day. */
	since: string | null;
}

/** Somebody who was a holder and left while the tenancy went on. */
export interface TenancyFormerHolderTable {
	id: string;
	tenancy_id: string;
	garden_id: string;
	membership_id: string;
	since: string | null;
	/** A garden day. */
	last_day: string;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		plot: PlotTable;
		tenancy: TenancyTable;
		tenancy_holder: TenancyHolderTable;
		tenancy_former_holder: TenancyFormerHolderTable;
	}
}
