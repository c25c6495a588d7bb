import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import * as v from 'valibot';
import type { Database, Tx } from '#lib/db/database.server.ts';
import type { Jobs } from '#lib/jobs/jobs.server.ts';
import type { Actor, ActivityNote, AnyCommand, CommandContext } from './command.server.ts';
import { isCommandId } from './id.ts';
import { invalidInput } from './issues.ts';
import { Refused, type Refusal } from './refusal.ts';
import { unstorable } from './storable.ts';
import './tables.ts';

/** What one sends through the door. `doneAt` is when it happened on the sender's clock, where that was earlier. */
export interface Call {
	id: string;
	name: string;
	version?: number;
	input: unknown;
	doneAt?: Date;
}

export type Answer<Result = object> = { ok: true; result: Result } | { ok: false; refusal: Refusal };

/** What the door needs of the house. */
export interface Door {
	database: Database;
	commands: ReadonlyMap<string, AnyCommand>;
	jobs: Jobs;
	/** Told after each commit, with the garden that changed (null: none in particular). */
	changed(gardenId: string | null): void;
}

/**
 * The one door: checks id and input, then guard, run and the row of the open log in one transaction.
 * The same id with the same input answers what it answered; with another input or sender it is refused (409).
 * Refusals come back as values and leave nothing behind; anything else that goes wrong is thrown.
 */
export async function execute(door: Door, actor: Actor, call: Call, now: Date): Promise<Answer> {
	try {
		return { ok: true, result: await attempt(door, actor, call, now) };
	} catch (error) {
		if (error instanceof Refused) return { ok: false, refusal: error.refusal };
		throw error;
	}
}

async function attempt(door: Door, actor: Actor, call: Call, now: Date): Promise<object> {
	const command = commandFor(door, actor, call);
	const input = readInput(command, call.input);
	const hash = inputHash(command, actor, input);
	const doneAt = believed(call.doneAt, now);
	const prepared = await command.prepare?.(input, actor, door.database, now);
	let gardenId: string | null = null;
	const result = await door.database.db.transaction().execute(async (tx) => {
		const known = await remember(tx, command, actor, call.id, hash, { now, doneAt });
		if (known) return known.result;
		const jobs = door.jobs.within(tx);
		const context: CommandContext = { tx, actor, now, doneAt, id: call.id, jobs };
		const scope = await command.guard(context, input);
		const outcome = await command.run(context, input, scope, prepared);
		gardenId = outcome.activity.gardenId;
		await conclude(tx, call.id, outcome.activity, command.volatile ? null : outcome.result);
		return outcome.result;
	});
	door.changed(gardenId);
	return result;
}

function commandFor(door: Door, actor: Actor, call: Call): AnyCommand {
	if (!isCommandId(call.id)) throw new Refused({ code: 'invalid', key: 'error_command_id', field: 'id' });
	const command = door.commands.get(call.name);
	if (!command) throw new Refused({ code: 'invalid', key: 'error_command_unknown', field: 'name' });
	if (call.version !== undefined && call.version !== command.version)
		throw new Refused({ code: 'conflict', key: 'error_command_version', field: 'version' });
	if (command.sender !== 'nobody' && !actor.personId && actor.via !== 'cli' && actor.via !== 'job')
		throw new Refused({ code: 'unauthenticated', key: 'error_sign_in_first' });
	return command;
}

function readInput(command: AnyCommand, raw: unknown): Record<string, unknown> {
	const parsed = v.safeParse(command.input, raw);
	if (!parsed.success) throw new Refused(invalidInput(parsed.issues));
	const field = unstorable(parsed.output);
	if (field !== undefined) throw new Refused({ code: 'invalid', key: 'error_text_broken', field });
	return parsed.output as Record<string, unknown>;
}

function inputHash(command: AnyCommand, actor: Actor, input: Record<string, unknown>): Buffer {
	const open = Object.entries(input).filter(([field]) => !command.secret?.includes(field));
	const text = JSON.stringify([command.name, actor.personId, open.sort(([a], [b]) => (a < b ? -1 : 1))]);
	return createHash('sha256').update(text).digest();
}

/** A phone whose battery was out begins again in 1970; a season is the longest that work lies in an outbox. */
const BELIEVED_MS = 366 * 86_400_000;

/** When a thing was done: what the sender's clock said, unless that is yet to come or more than a year ago. */
function believed(doneAt: Date | undefined, now: Date): Date {
	return doneAt && doneAt < now && now.getTime() - doneAt.getTime() <= BELIEVED_MS ? doneAt : now;
}

/**
 * Takes the command's place in the log. A second sender of the same id waits here until the first has
 * committed, and is then answered from its row.
 */
async function remember(
	tx: Tx,
	command: AnyCommand,
	actor: Actor,
	id: string,
	hash: Buffer,
	{ now, doneAt }: { now: Date; doneAt: Date }
): Promise<{ result: object } | undefined> {
	const taken = await tx
		.insertInto('activity')
		.values({
			id,
			at: doneAt,
			arrived_at: now,
			command: command.name,
			via: actor.via,
			actor_id: actor.personId,
			input_hash: hash
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.returning('id')
		.executeTakeFirst();
	if (taken) return undefined;
	const before = await tx
		.selectFrom('activity')
		.select(['result', 'input_hash'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	if (!hash.equals(before.input_hash))
		throw new Refused({ code: 'conflict', key: 'error_command_reused', field: 'id' });
	if (!before.result) throw new Refused({ code: 'conflict', key: 'error_command_spent', field: 'id' });
	return { result: before.result };
}

async function conclude(tx: Tx, id: string, note: ActivityNote, result: object | null): Promise<void> {
	// The notice wakes the other instances when, and only when, the transaction commits.
	await sql`
		with done as (
			update activity set
				garden_id = ${note.gardenId},
				subject_kind = ${note.subject?.kind ?? null},
				subject_id = ${note.subject?.id ?? null},
				for_person_id = ${note.forPersonId ?? null},
				data = ${JSON.stringify(note.data ?? {})}::jsonb,
				result = ${result === null ? null : JSON.stringify(result)}::jsonb
			where id = ${id}
			returning garden_id
		)
		select pg_notify('plotluck_changed', coalesce(garden_id::text, '')) from done`.execute(tx);
}
