import type { Call } from '#lib/command/execute.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Database } from '#lib/db/database.server.ts';
import type { House } from '#lib/house/house.server.ts';
import type { Screen } from './screen.ts';

/** A verb that could not do its work; the message is for the person at the command line. */
export class Failure extends Error {}

/**
 * Who runs a verb, and on what: in a process of its own (here.ts), or inside the server that has the data folder
 * (running/operator-in-server.ts). A verb takes everything from here, so that it is the same both ways.
 */
export interface Operator extends Screen {
	/** True inside the running server, on the house that it serves. */
	readonly inServer: boolean;
	/** Aborted when nobody waits for the verb any more. */
	readonly gone: AbortSignal;
	/** The absolute path of a file that they named. */
	path(file: string): string;
	/** The installation, brought up to date. */
	withHouse<T>(work: (house: House) => Promise<T>): Promise<T>;
	/** The database as it is. */
	withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T>;
}

/** What one verb does for an operator. */
export type Verb = (operator: Operator) => Promise<void>;

/** Has a verb done, here or in the running server. */
export type Run = (verb: Verb) => Promise<void>;

/** Sends a command as the operator; a refusal becomes the verb's failure, in plain words with each field. */
export async function sendOrFail<Result extends object>(
	house: House,
	name: Call['name'],
	input: unknown
): Promise<Result> {
	const answer = await house.send({ personId: null, via: 'cli' }, { id: newId(), name, input });
	if (answer.ok) return answer.result as Result;
	// All sentences of the house, once more beside those of the app: only where one is needed.
	const { speak } = await import('#lib/i18n/sentence.server.ts');
	const { sentence, issues = [] } = speak(answer.refusal, 'en');
	throw new Failure([sentence, ...issues.map((issue) => `  ${issue.field}: ${issue.sentence}`)].join('\n'));
}
