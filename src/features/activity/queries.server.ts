import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db } from '#lib/db/database.server.ts';
import '#lib/auth/tables.ts';
import '#lib/command/tables.ts';

/** One row of the open log, ready to be put into words. */
export interface LogEntry {
	id: string;
	/** When it was done, on the doer's clock (ISO). */
	at: string;
	/** When it came in (ISO): later, where it was done offline. */
	arrivedAt: string;
	command: string;
	via: string;
	/** null: the installation itself, or somebody who has left for good. */
	actor: string | null;
	/** For whom it was done, where that is somebody else. */
	person: string | null;
	what: string;
	subject: { kind: string; id: string } | null;
	/** Every gardener finds the subject: it was not removed since, and is no draft. */
	there: boolean;
}

/** What belongs to one person alone and is not for the whole garden's eyes; who came is. */
const ACCOUNT = 'account.%';
const COMING = ['account.setUp', 'account.join', 'account.joinAsNeighbour'];
/** Private as long as people do it for themselves; done for somebody else, it is for all to see. */
const OWN_BUSINESS = ['members.addRest', 'members.removeRest', 'members.change'];

/** Entries on a page of the log. */
export const LOG_PAGE = 50;

/**
 * The entries of a garden's open log, those that came in last first, before the entry `before`; at most
 * LOG_PAGE. For members of the garden: the caller guards. One statement.
 */
export async function gardenLog(db: Db, gardenId: string, before?: string): Promise<LogEntry[]> {
	const rows = await entries(db, gardenId)
		.where(openToGardeners())
		// Ids are made by senders, so their order proves nothing: the time of arrival is ours.
		.$if(before !== undefined, (query) =>
			query.where(
				sql<boolean>`(activity.arrived_at, activity.id) <
					(select arrived_at, id from activity where id = ${before} and garden_id = ${gardenId})`
			)
		)
		.orderBy('activity.arrived_at', 'desc')
		.orderBy('activity.id', 'desc')
		.limit(LOG_PAGE)
		.execute();
	return rows.map(toEntry);
}

/** Of a row of `activity`: is it for the whole garden's eyes? */
export function openToGardeners(): RawBuilder<SqlBool> {
	return sql`(
		(activity.command not like ${ACCOUNT} or activity.command = any(${COMING}::text[]))
		and (
			activity.command <> all(${OWN_BUSINESS}::text[])
			or activity.for_person_id is distinct from activity.actor_id
		)
	)`;
}

/** The history of one thing (a plot, a lot, a rota), newest first; at most LOG_PAGE. The caller guards. */
export async function subjectLog(db: Db, gardenId: string, subjectId: string): Promise<LogEntry[]> {
	const rows = await entries(db, gardenId)
		.where('activity.subject_id', '=', subjectId)
		.orderBy('activity.arrived_at', 'desc')
		.orderBy('activity.id', 'desc')
		.limit(LOG_PAGE)
		.execute();
	return rows.map(toEntry);
}

function entries(db: Db, gardenId: string) {
	return (
		db
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
			.select(['activity.id', 'activity.at', 'activity.arrived_at', 'activity.command', 'activity.via'])
			.select(['activity.data', 'activity.subject_kind', 'activity.subject_id'])
			.select(['actor.name as actor', 'other.name as person', THERE.as('there')])
			.where('activity.garden_id', '=', gardenId)
			// What had already happened when it was sent changed nothing.
			.where(sql<boolean>`not activity.data ? 'again'`)
	);
}

const THERE = sql<boolean>`case activity.subject_kind
	when 'plot' then exists (select from plot where id = activity.subject_id)
	when 'turn' then exists (select from turn where id = activity.subject_id)
	when 'rota' then exists (select from rota where id = activity.subject_id and published_at is not null)
	when 'lot' then exists (select from lot where id = activity.subject_id and withdrawn_at is null)
	when 'membership' then exists (
		select from membership where id = activity.subject_id and left_at is null and role <> 'neighbour')
	else true end`;

type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

function toEntry(row: Row): LogEntry {
	const subject = row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null;
	const { id, command, via, actor, person, there } = row;
	const times = { at: row.at.toISOString(), arrivedAt: row.arrived_at.toISOString() };
	return { id, ...times, command, via, actor, person, what: String(row.data.what ?? ''), subject, there };
}
