import { sql } from 'kysely';
import * as v from 'valibot';
import { commandRegistry, defineCommand } from '#lib/command/command.server.ts';
import type { Actor } from '#lib/command/command.server.ts';
import { execute, type Answer, type Call } from '#lib/command/execute.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { Database, Tx } from '#lib/db/database.server.ts';
import { collectingJobs } from '#lib/jobs/jobs.server.ts';

/** One write of a history, as it is sent. */
export interface Write {
	id: string;
	thing: string;
	doneAt: string;
	/** A photo that has to be there before. */
	photoId?: string;
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

async function isThere(tx: Tx, id: string): Promise<boolean> {
	const { rows } = await sql`select from effect where id = ${id}`.execute(tx);
	return rows.length > 0;
}

/**
 * The real door with one command whose effects can be counted: a second effect of the same id is one row more, for
 * nothing but the door itself stands against it.
 */
export async function countingDoor(database: Database) {
	await sql`create table effect (at bigserial, thing text not null, id uuid not null)`.execute(database.db);
	const commands = commandRegistry([write]);
	const withoutPhoto: string[] = [];
	const door = { database, commands, jobs: collectingJobs(), changed: () => {} };
	return {
		/** As the house sends a command. */
		execute: (actor: Actor, call: Call, now: Date): Promise<Answer> => execute(door, actor, call, now),
		/** True where the write took effect (now or before), false where it was refused. */
		async send({ id, thing, doneAt, photoId }: Write): Promise<boolean> {
			const input = { thing, photoId };
			const call = { id, name: 'test.write', version: 1, input, doneAt: new Date(doneAt) };
			const answer = await execute(door, { personId: null, via: 'cli' }, call, new Date());
			if (!answer.ok && answer.refusal.key === 'error_required') withoutPhoto.push(id);
			return answer.ok;
		},
		/** Writes that came without their photo. */
		withoutPhoto,
		/** The ids whose effects a thing has, in the order in which they came about. */
		async effects(things: readonly string[]): Promise<{ thing: string; id: string }[]> {
			const { rows } = await sql<{ thing: string; id: string }>`
				select thing, id from effect where thing = any(${[...things]}) order by at`.execute(database.db);
			return rows;
		}
	};
}

export type CountingDoor = Awaited<ReturnType<typeof countingDoor>>;
