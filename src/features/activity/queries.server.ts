import type { Db } from '#lib/db/database.server.ts';
import '#lib/auth/tables.ts';
import '#lib/command/tables.ts';

/** One row of the open log, ready to be put into words. */
export interface LogEntry {
	id: string;
	at: string;
	command: string;
	via: string;
	/** null: the installation itself, or somebody who has left for good. */
	actor: string | null;
	/** For whom it was done, where that is somebody else. */
	person: string | null;
	what: string;
	subject: { kind: string; id: string } | null;
}

/** What belongs to one person alone and is not for the whole garden's eyes. */
const PRIVATE = 'account.%';
const PAGE = 50;

/**
 * The newest entries of a garden's open log, older than the entry `before`; at most 50. For members of the
 * garden: the caller guards.
 */
export async function gardenLog(db: Db, gardenId: string, before?: string): Promise<LogEntry[]> {
	const rows = await entries(db)
		.where('activity.garden_id', '=', gardenId)
		.where('activity.command', 'not like', PRIVATE)
		.$if(before !== undefined, (query) => query.where('activity.id', '<', before!))
		.orderBy('activity.id', 'desc')
		.limit(PAGE)
		.execute();
	return rows.map(toEntry);
}

/** The history of one thing (a plot, a lot, a rota), newest first; at most 50. The caller guards. */
export async function subjectLog(db: Db, gardenId: string, subjectId: string): Promise<LogEntry[]> {
	const rows = await entries(db)
		.where('activity.garden_id', '=', gardenId)
		.where('activity.subject_id', '=', subjectId)
		.orderBy('activity.id', 'desc')
		.limit(PAGE)
		.execute();
	return rows.map(toEntry);
}

function entries(db: Db) {
	return db
		.selectFrom('activity')
		.leftJoin('person as actor', (join) =>
			join.onRef('actor.id', '=', 'activity.actor_id').on('actor.erased_at', 'is', null)
		)
		.leftJoin('person as other', (join) =>
			join
				.onRef('other.id', '=', 'activity.for_person_id')
				.onRef('other.id', 'is distinct from', 'activity.actor_id')
				.on('other.erased_at', 'is', null)
		)
		.select(['activity.id', 'activity.at', 'activity.command', 'activity.via', 'activity.data'])
		.select(['activity.subject_kind', 'activity.subject_id'])
		.select(['actor.name as actor', 'other.name as person']);
}

type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

function toEntry(row: Row): LogEntry {
	const subject =
		row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null;
	const { id, command, via, actor, person } = row;
	return { id, at: row.at.toISOString(), command, via, actor, person, what: String(row.data.what ?? ''), subject };
}
