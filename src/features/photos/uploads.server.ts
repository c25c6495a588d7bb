import { sql } from 'kysely';
import { standingOf } from '#features/members/access.server.ts';
import { gardens } from '#features/members/rules.ts';
import { isDecided } from '#lib/api/batch.server.ts';
import type { Answer, Call } from '#lib/command/execute.server.ts';
import { isCommandId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import type { Db } from '#lib/db/database.server.ts';
import { MOST_BYTES } from './rules.ts';
import './tables.ts';

/** What one person may have under way: two photos of the largest size and a few smaller ones. */
const MOST_UNFINISHED_BYTES = 60 * 1024 * 1024;

/** Whose upload: its id is that of the photo's command. */
export interface Upload {
	id: string;
	personId: string;
}

/** One part as it comes in: where it begins, whether it is the last, and how long the whole says that it is. */
export interface Part {
	gardenId: string;
	offset: number;
	last: boolean;
	length?: number;
	bytes: AsyncIterable<Uint8Array>;
}

/** How far it has come: in bytes, or the photo's answer. `wrong`: the part did not begin there, and was not taken. */
export type Progress =
	{ kind: 'wrong' | 'more'; offset: number } | { kind: 'done'; offset: number; answer: Answer };

/**
 * Takes one part of a photo; with the last one sends `photos.add` through `send`, the door, and answers what it
 * answers, also when that part is sent again. This is transport and no change of the garden, so the parts pass by
 * the door and its log: only the whole photo goes through it, with its own guard. Refuses (throws Refused):
 * not found for who may add no photo here and for somebody else's upload, 413 beyond 25 MB.
 * A connection that breaks in the middle of a part loses none of what came.
 */
export async function takePart(
	db: Db,
	upload: Upload,
	part: Part,
	send: (call: Call) => Promise<Answer>,
	now: Date
): Promise<Progress> {
	const before = await answerBefore(db, upload);
	if (before) return { kind: 'done', offset: part.offset, answer: before };
	await requirePlace(upload, part.gardenId, db);
	const held = await bytesHeld(db, upload, part.gardenId);
	if (part.offset !== held) return { kind: 'wrong', offset: held };
	const { bytes, broken } = await readPart(db, upload, part);
	if (!(await keep(db, upload, part, bytes, now)))
		return { kind: 'wrong', offset: await bytesHeld(db, upload, part.gardenId) };
	if (broken) throw broken;
	const offset = held + bytes.length;
	if (!part.last) return { kind: 'more', offset };
	if (part.length !== undefined && part.length !== offset)
		throw new Refused({ code: 'invalid', key: 'photos_upload_length' });
	return { kind: 'done', offset, answer: await finish(db, upload, part.gardenId, send) };
}

/** How many bytes of an upload are here; 'done' where the photo is; null where this person has none of that id. */
export async function uploadProgress(db: Db, upload: Upload): Promise<number | 'done' | null> {
	if (await answerBefore(db, upload)) return 'done';
	const { rows } = await partsOf(db, upload.id);
	const [row] = rows;
	return row?.person_id === upload.personId ? row.held : null;
}

/** Forgets what came in before `time` and was never completed. */
export async function clearUploads(db: Db, time: Date): Promise<void> {
	await db.deleteFrom('upload_part').where('created_at', '<', time).execute();
}

/** The door's answer to this person's photo, where it has gone through before. */
async function answerBefore(db: Db, { id, personId }: Upload): Promise<Answer | null> {
	if (!isCommandId(id)) throw new Refused({ code: 'invalid', key: 'error_command_id', field: 'id' });
	const row = await db
		.selectFrom('activity')
		.select('result')
		.where('id', '=', id)
		.where('actor_id', '=', personId)
		.where('command', '=', 'photos.add')
		.executeTakeFirst();
	return row?.result ? { ok: true, result: row.result } : null;
}

/** Strangers do not get to store anything, not even for a week. */
async function requirePlace({ personId }: Upload, gardenId: string, db: Db): Promise<void> {
	if (!isCommandId(gardenId) || !gardens(await standingOf(db, gardenId, personId))) throw notFound();
}

async function bytesHeld(db: Db, { id, personId }: Upload, gardenId: string): Promise<number> {
	const { rows } = await partsOf(db, id);
	const [row] = rows;
	if (!row) return 0;
	if (row.person_id !== personId) throw notFound();
	if (row.garden_id !== gardenId) throw new Refused({ code: 'conflict', key: 'error_command_reused' });
	return row.held;
}

function partsOf(db: Db, id: string) {
	return sql<{ person_id: string; garden_id: string; held: number }>`
		select person_id, garden_id, max(at_byte + length(bytes)) as held
		from upload_part where upload_id = ${id} group by person_id, garden_id`.execute(db);
}

async function readPart(
	db: Db,
	upload: Upload,
	{ offset, length = 0, bytes }: Part
): Promise<{ bytes: Uint8Array; broken?: Error }> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	let broken: Error | undefined;
	try {
		for await (const chunk of length > MOST_BYTES ? [] : bytes) {
			size += chunk.byteLength;
			if (offset + size > MOST_BYTES) break;
			chunks.push(chunk);
		}
	} catch (error) {
		broken = error as Error;
	}
	if (length > MOST_BYTES || offset + size > MOST_BYTES) {
		// It can never be completed.
		await forget(db, upload.id);
		throw new Refused({ code: 'too_big', key: 'photos_refused_too_big', field: 'image' });
	}
	return { bytes: Buffer.concat(chunks), ...(broken ? { broken } : {}) };
}

/** False where another part began at the same byte in the meantime. */
async function keep(
	db: Db,
	{ id, personId }: Upload,
	{ gardenId, offset }: Part,
	bytes: Uint8Array,
	now: Date
): Promise<boolean> {
	if (bytes.length === 0) return true;
	await makeRoom(db, { id, personId }, bytes.length);
	const kept = await db
		.insertInto('upload_part')
		.values({
			...{ upload_id: id, at_byte: offset, person_id: personId, garden_id: gardenId },
			...{ bytes, created_at: now }
		})
		.onConflict((conflict) => conflict.columns(['upload_id', 'at_byte']).doNothing())
		.returning('at_byte')
		.executeTakeFirst();
	return kept !== undefined;
}

/**
 * A person's oldest unfinished uploads give way to a new one: a device that gave up must not bar the next photo
 * for a week, and one that goes on begins that photo again.
 */
async function makeRoom(db: Db, { id, personId }: Upload, coming: number): Promise<void> {
	await sql`
		delete from upload_part where upload_id in (
			select upload_id from (
				select upload_id, sum(sum(length(bytes))) over (
					order by upload_id = ${id} desc, max(created_at) desc, upload_id desc
				) as up_to_here
				from upload_part where person_id = ${personId} group by upload_id
			) as uploads
			where up_to_here + ${coming}::int > ${MOST_UNFINISHED_BYTES}::int and upload_id <> ${id}
		)`.execute(db);
}

async function finish(
	db: Db,
	{ id }: Upload,
	gardenId: string,
	send: (call: Call) => Promise<Answer>
): Promise<Answer> {
	const parts = await db
		.selectFrom('upload_part')
		.select('bytes')
		.where('upload_id', '=', id)
		.orderBy('at_byte')
		.execute();
	const image = new Uint8Array(Buffer.concat(parts.map(({ bytes }) => bytes)));
	const answer = await send({ id, name: 'photos.add', input: { gardenId, image } });
	if (isDecided(answer)) await forget(db, id);
	return answer;
}

async function forget(db: Db, id: string): Promise<void> {
	await db.deleteFrom('upload_part').where('upload_id', '=', id).execute();
}
