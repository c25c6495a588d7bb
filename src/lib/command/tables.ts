import type { JSONColumnType } from 'kysely';

/** Where a command came in. */
export type Via = 'page' | 'api' | 'cli' | 'job';

/**
 * The open log, which is also the door's memory: one row for each command, with the hash of its input and
 * its result, so that the same command sent again answers the same.
 */
export interface ActivityTable {
	id: string;
	at: Date;
	arrived_at: Date;
	command: string;
	via: Via;
	actor_id: string | null;
	for_person_id: string | null;
	garden_id: string | null;
	subject_kind: string | null;
	subject_id: string | null;
	data: JSONColumnType<Record<string, unknown>, string | undefined, string>;
	input_hash: Uint8Array;
	result: JSONColumnType<object> | null;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		activity: ActivityTable;
	}
}
