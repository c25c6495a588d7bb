import { sql, type RawBuilder } from 'kysely';
import { gardens, type Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import '#features/harvest/tables.ts';
import '#lib/command/tables.ts';
import { openToGardeners } from './queries.server.ts';

/** The parts of a garden that a device keeps, by the room whose commands change them, or the one command. */
const PARTS: Record<string, readonly string[]> = {
	gardens: ['map'],
	plots: ['map', 'plots'],
	transfer: ['map', 'plots'],
	rota: ['rota'],
	harvest: ['harvest'],
	defects: ['defects'],
	members: ['people'],
	account: ['people'],
	// Turns are given up and lots taken off the board.
	'members.leave': ['people', 'rota', 'harvest'],
	// The plots are free too, and the name is gone wherever it stood.
	'account.delete': ['people', 'map', 'plots', 'rota', 'harvest', 'defects']
};
const FOR_NEIGHBOURS: typeof PARTS = {
	gardens: ['map'],
	harvest: ['harvest'],
	'members.leave': ['harvest'],
	'account.delete': ['harvest']
};

/** How long a command may be under way after its time of arrival was taken: reading a large photo is the longest. */
const UNDER_WAY_MS = 60_000;

/** What has changed, and the cursor to ask with next time. */
export interface Changes {
	cursor: string;
	parts: string[];
	/** Always false: all parts fit in one answer. */
	more: boolean;
}

/** A place in the log: an instant by which all is known, and how many later rows were told of already. */
export interface Cursor {
	after: Date;
	known: number;
}

/** A cursor from an address; null where it is none. */
export function readCursor(text: string): Cursor | null {
	const [, after, known] = /^([0-9a-z]{1,9})-(\d{1,6})$/.exec(text) ?? [];
	return after ? { after: new Date(parseInt(after, 36)), known: Number(known) } : null;
}

/**
 * Which parts of a garden have changed since the cursor, as far as the reader may see them; without one nothing,
 * but where to begin. Commands become visible a little after the time at which they arrived, so the cursor stands
 * still for a minute behind the newest and counts what it has told of beyond: none is passed over. A part may be
 * named twice. Two statements at most.
 */
export async function changesSince(
	db: Db,
	standing: Standing,
	since: Cursor | null,
	now: Date
): Promise<Changes> {
	const next = await nextCursor(db, standing, new Date(now.getTime() - UNDER_WAY_MS));
	if (!since) return { cursor: cursorText(next), parts: [], more: false };
	// A log that ends before the cursor was put back from a backup.
	const astray = since.after > next.newest;
	const rooms = astray ? Object.keys(PARTS) : await roomsSince(db, standing, since);
	// Where nothing is new, the same cursor holds, so that the answer stays the same to the byte.
	const cursor = cursorText(rooms.length === 0 ? since : next);
	return { cursor, parts: partsOf(rooms, standing), more: false };
}

function cursorText({ after, known }: Cursor): string {
	return `${after.getTime().toString(36)}-${known}`;
}

type Next = Cursor & { newest: Date };

async function nextCursor(db: Db, standing: Standing, settled: Date): Promise<Next> {
	const told = toldTo(standing);
	const { rows } = await sql<{ newest: Date | null; known: number }>`
		select
			(select arrived_at from ${told} order by arrived_at desc limit 1) as newest,
			(select count(*)::int from ${told} where arrived_at > ${settled}) as known`.execute(db);
	const newest = rows[0]!.newest ?? new Date(0);
	return { after: newest < settled ? newest : settled, known: rows[0]!.known, newest };
}

async function roomsSince(db: Db, standing: Standing, { after, known }: Cursor): Promise<string[]> {
	const { rows } = await sql<{ room: string; count: number }>`
		select case when command = any(${Object.keys(PARTS)}::text[]) then command
			else split_part(command, '.', 1) end as room, count(*)::int as count from ${toldTo(standing)}
		where arrived_at > ${after}
		group by 1`.execute(db);
	const count = rows.reduce((sum, row) => sum + row.count, 0);
	return count === known ? [] : rows.map(({ room }) => room);
}

/** What of the log tells this reader of anything. */
function toldTo(standing: Standing): RawBuilder<unknown> {
	return sql`(
		select command, arrived_at from activity where ${seenBy(standing)}
		union all select command, arrived_at from activity where garden_id is null and ${ofPeople(standing)}
	) told`;
}

/**
 * A changed name, number or address is of no garden, but seen in each that its owner belongs to; an account that is
 * gone takes its name off all that its owner ever belonged to.
 */
function ofPeople(standing: Standing): RawBuilder<boolean> {
	const people = sql`select person_id from membership where garden_id = ${standing.gardenId}`;
	const gone = sql<boolean>`command = 'account.delete' and actor_id in (${people})`;
	if (!gardens(standing)) return gone;
	return sql`(${gone} or data ? 'contacts' and actor_id in (${people} and left_at is null))`;
}

/** The rows of the garden's own log that tell this reader of anything. */
function seenBy(standing: Standing): RawBuilder<boolean> {
	const { gardenId, personId } = standing;
	const own = sql<boolean>`(actor_id = ${personId} or for_person_id = ${personId})`;
	const here = sql<boolean>`activity.garden_id = ${gardenId} and not data ? 'again' and command <> 'photos.add'`;
	if (!gardens(standing)) return sql`${here} and ${seenByNeighbour(own)}`;
	return standing.role === 'steward' ? here : sql`${here} and (${own} or ${openToGardeners()})`;
}

/**
 * The map, and the board as far as it is for everyone: a changed lot may have been so before, and who leaves may
 * have had some.
 */
function seenByNeighbour(own: RawBuilder<boolean>): RawBuilder<boolean> {
	return sql`(command = 'members.leave' or split_part(command, '.', 1) = any(${Object.keys(FOR_NEIGHBOURS)}::text[]) and (
		${own} or command like 'gardens.%' or command = 'harvest.change' or exists (
			select 1 from lot where lot.id = subject_id and lot.audience = 'everyone'
		)
	))`;
}

function partsOf(rooms: readonly string[], standing: Standing): string[] {
	const open = gardens(standing) ? PARTS : FOR_NEIGHBOURS;
	return [...new Set(rooms.flatMap((room) => open[room] ?? []))].sort();
}
