import type * as v from 'valibot';
import type { Database, Tx } from '#lib/db/database.server.ts';
import type { Jobs } from '#lib/jobs/jobs.server.ts';
import type { Via } from './tables.ts';

/** Who sends a command. `personId` is null for a visitor and for the operator at the command line. */
export interface Actor {
	personId: string | null;
	via: Via;
	/** The sender's network address, for limits on tries only; never stored. */
	address?: string;
	/** The reader's language, for mail that a command causes. */
	locale?: string;
}

/** The operator: whoever may run programs on the server. */
export function isOperator(actor: Actor): boolean {
	return actor.via === 'cli' || actor.via === 'job';
}

/** What a guard and a run get: the open transaction, the sender and the time of the call. */
export interface CommandContext {
	tx: Tx;
	actor: Actor;
	/** When it came in: the server's clock. */
	now: Date;
	/** When it was done: the sender's clock where that can be believed, else `now`; never after it. */
	doneAt: Date;
	/** The command's own id; also the natural id of the thing it makes. */
	id: string;
	/** Queues a job that becomes visible when the transaction commits. */
	jobs: Jobs;
}

/** What a run tells the open log. Names of people never go into `data`: they are looked up when it is read. */
export interface ActivityNote {
	gardenId: string | null;
	subject: { kind: string; id: string } | null;
	forPersonId?: string | null;
	data?: Record<string, unknown>;
}

/** What a run gives back: the answer to the sender and the row of the open log. */
export interface Outcome<Result> {
	result: Result;
	activity: ActivityNote;
}

type InputSchema = v.GenericSchema<unknown, unknown>;
type Awaitable<T> = T | Promise<T>;

/** One verb of the house. See ARCHITECTURE.md, "One door for every change". */
export interface Command<
	Name extends string = string,
	Schema extends InputSchema = InputSchema,
	Result extends object = object,
	Scope = unknown,
	Prepared = unknown
> {
	name: Name;
	/** Grows when the meaning of the input changes; clients send the one they know. */
	version: number;
	input: Schema;
	result: v.GenericSchema<unknown, Result>;
	/** Top-level input fields that must leave no trace, not even in the hash (passwords, file bytes). */
	secret?: readonly string[];
	/** The result is not kept (it carries a secret): a second send is refused instead of answered. */
	volatile?: boolean;
	/** The input holds bytes, so the command has an address of its own instead of POST /commands. */
	binary?: boolean;
	/** 'nobody' means it may be sent by a visitor who is not signed in. */
	sender?: 'person' | 'nobody';
	/**
	 * Slow work that needs no transaction: hashing a password, re-encoding an image. What it writes stays also
	 * where the command is refused: tries are counted here.
	 */
	prepare?(input: v.InferOutput<Schema>, actor: Actor, database: Database, now: Date): Awaitable<Prepared>;
	/** Loads what the sender may reach and answers whether it may; throws Refused. */
	guard(context: CommandContext, input: v.InferOutput<Schema>): Awaitable<Scope>;
	/** The change itself. */
	run(
		context: CommandContext,
		input: v.InferOutput<Schema>,
		scope: Scope,
		prepared: Prepared
	): Awaitable<Outcome<Result>>;
}

/** Declares a command; the types of guard and run follow from its schemas. */
export function defineCommand<
	Name extends string,
	Schema extends InputSchema,
	Result extends object,
	Scope,
	Prepared = undefined
>(command: Command<Name, Schema, Result, Scope, Prepared>): Command<Name, Schema, Result, Scope, Prepared> {
	return command;
}

// The registry holds commands of every shape; each is checked where it is defined.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyCommand = Command<string, any, any, any, any>;

/** All commands by name. Refuses (throws) two of one name. */
export function commandRegistry(commands: readonly AnyCommand[]): Map<string, AnyCommand> {
	const registry = new Map<string, AnyCommand>();
	for (const command of commands) {
		if (registry.has(command.name)) throw new Error(`Two commands are called ${command.name}`);
		registry.set(command.name, command);
	}
	return registry;
}
