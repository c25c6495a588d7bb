import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import * as v from 'valibot';
import { commandRegistry, defineCommand } from '#lib/command/command.server.ts';
import type { Actor } from '#lib/command/command.server.ts';
import { execute, type Answer, type Call } from '#lib/command/execute.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { collectingJobs } from '#lib/jobs/jobs.server.ts';
import { isReadable, type Photo } from './photo.ts';

/** One write of a history. */
export interface Write {
	id: string;
	thing: string;
	doneAt: string;
	/** A photo that has to be there before. */
	photo?: Photo;
}

/** One command of a history, as it is sent. */
export interface Sent {
	id: string;
	name: string;
	doneAt: string;
	input: Record<string, unknown>;
}

/** What took effect, in that order, and what is on the server of photos. */
export interface Effects {
	writes: readonly { thing: string; id: string }[];
	/** Photos that are there, by the hash of their bytes. */
	photos: readonly { id: string; hash: string }[];
	/** Photos of which parts lie on the server still. */
	inParts: readonly string[];
	/** Writes that arrived without their photo. */
	withoutPhoto: readonly string[];
}

/** So many writes a thing takes; later ones are refused, whoever they come from. */
export const ROOM = 4;

const write = defineCommand({
	name: 'test.write',
	version: 1,
	input: v.object({ thing: v.string(), photoId: v.optional(v.string()) }),
	result: v.object({}),
	guard: () => undefined,
	async run({ tx, id }, { thing, photoId }) {
		await sql`select pg_advisory_xact_lock(hashtext(${thing}))`.execute(tx);
		const { rows } = await sql<{ taken: number }>`
			select count(*)::int as taken from effect where thing = ${thing}`.execute(tx);
		if (photoId && !(await isThere(tx, photoId)))
			throw new Refused({ code: 'conflict', key: 'error_required' });
		if (rows[0]!.taken >= ROOM) throw new Refused({ code: 'conflict', key: 'error_not_understood' });
		await sql`insert into effect (thing, id) values (${thing}, ${id})`.execute(tx);
		return { result: {}, activity: { gardenId: null, subject: null } };
	}
});

/** Stands for the app's own, which would make other bytes of it. */
const addPhoto = defineCommand({
	name: 'photos.add',
	version: 1,
	input: v.object({ gardenId: v.optional(v.string()), image: v.instance(Uint8Array) }),
	result: v.object({ photoId: v.string() }),
	secret: ['image'],
	binary: true,
	guard: () => undefined,
	async run({ tx, id }, { image }) {
		if (!isReadable(image)) throw new Refused({ code: 'invalid', key: 'error_not_understood' });
		await sql`insert into picture (id, hash) values (${id}, ${hashOf(image)})`.execute(tx);
		return { result: { photoId: id }, activity: { gardenId: null, subject: null } };
	}
});

async function isThere(tx: Tx, photoId: string): Promise<boolean> {
	const { rows } = await sql`select from picture where id = ${photoId}`.execute(tx);
	return rows.length > 0;
}

/** What tells one photo's bytes from another's. */
export function hashOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The real door with two commands whose effects can be counted: a second effect of the same id is one row more, for
 * nothing but the door itself stands against it.
 */
export async function countingDoor(database: Database) {
	await sql`create table effect (at bigserial, thing text not null, id uuid not null)`.execute(database.db);
	await sql`create table picture (id uuid not null, hash text not null)`.execute(database.db);
	const commands = commandRegistry([write, addPhoto]);
	const withoutPhoto: string[] = [];
	const door = { database, commands, jobs: collectingJobs(), changed: () => {} };

	async function send(actor: Actor, call: Call, now: Date): Promise<Answer> {
		const answer = await execute(door, actor, call, now);
		if (!answer.ok && answer.refusal.key === 'error_required') withoutPhoto.push(call.id);
		return answer;
	}

	return {
		/** As the house sends a command. */
		execute: send,
		/** True where it took effect (now or before), false where it was refused. */
		async send({ doneAt, ...sent }: Sent): Promise<boolean> {
			const call = { ...sent, version: 1, doneAt: new Date(doneAt) };
			return (await send({ personId: null, via: 'cli' }, call, new Date())).ok;
		},
		/** What has come of these writes. */
		async effects(written: readonly Write[]): Promise<Effects> {
			const things = [...new Set(written.map(({ thing }) => thing))];
			const ids = written.flatMap(({ photo }) => (photo ? [photo.id] : []));
			const writes = await sql<{ thing: string; id: string }>`
				select thing, id from effect where thing = any(${things}) order by at`.execute(database.db);
			const photos = await sql<{ id: string; hash: string }>`
				select id, hash from picture where id = any(${ids}::uuid[])`.execute(database.db);
			const parts = await sql<{ upload_id: string }>`
				select distinct upload_id from upload_part where upload_id = any(${ids}::uuid[])`.execute(database.db);
			const inParts = parts.rows.map(({ upload_id }) => upload_id);
			return { writes: writes.rows, photos: photos.rows, inParts, withoutPhoto };
		}
	};
}

export type CountingDoor = Awaited<ReturnType<typeof countingDoor>>;
