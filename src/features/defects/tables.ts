import type { Generated } from 'kysely';

/** Something in a garden that is broken, from its report until it is mended. */
export interface DefectTable {
	id: string;
	garden_id: string;
	reporter_id: string;
	/** At most one of the two; neither for something that is on no map, and for what was removed since. */
	feature_id: string | null;
	plot_id: string | null;
	/** What it was called when it was reported: "Tap 2". */
	what: string;
	details: string;
	photo_id: string | null;
	reported_at: Date;
	/** null: still broken, or broken again. */
	mended_at: Date | null;
	mended_by: string | null;
}

/** What became of a defect, one row for each time. */
export interface DefectEventTable {
	id: string;
	defect_id: string;
	at: Date;
	by_person_id: string | null;
	kind: 'mended' | 'reopened';
	note: Generated<string>;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		defect: DefectTable;
		defect_event: DefectEventTable;
	}
}
