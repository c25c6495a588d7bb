import * as v from 'valibot';
import type { Db } from '#lib/db/database.server.ts';
import { invalidInput } from './issues.ts';
import { notFound, Refused, unauthenticated } from './refusal.ts';
import { unstorable } from './storable.ts';

/** Who asks, and when. `personId` is null for a visitor. */
export interface ReadContext {
	db: Db;
	personId: string | null;
	now: Date;
	locale: string;
}

type ParamSchema = v.GenericSchema<unknown, unknown>;

/** One thing that can be read at `GET /api/v1{path}`. */
export interface Read<Params extends ParamSchema = ParamSchema, Result extends object = object> {
	name: string;
	/** Below /api/v1, with {names} for its parameters: '/gardens/{garden}/harvest'. */
	path: `/${string}`;
	/** One line for the API's description. */
	summary: string;
	/** 'nobody': visitors may ask too; what they may see is still the read's own guard. */
	reader: 'person' | 'nobody';
	/** Path and query parameters together, all from text. */
	params: Params;
	result: v.GenericSchema<unknown, Result>;
	/** Answers what the asker may see; throws Refused (not found for what they may not). */
	read(context: ReadContext, params: v.InferOutput<Params>): Promise<Result>;
}

/** Declares a read; the types follow from its schemas. */
export function defineRead<Params extends ParamSchema, Result extends object>(
	read: Read<Params, Result>
): Read<Params, Result> {
	return read;
}

// The registry holds reads of every shape; each is checked where it is defined.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyRead = Read<any, any>;

/**
 * Answers a read: the path below /api/v1, decoded, and the query. Throws Refused: 404 for paths and things that
 * the asker may not see, 401 for visitors where a person must ask, 400 for parameters that are not understood.
 */
export async function answerRead(
	reads: readonly AnyRead[],
	pathname: string,
	query: URLSearchParams,
	context: ReadContext
): Promise<object> {
	const match = matchRead(reads, pathname);
	if (!match) throw notFound();
	const { read, params } = match;
	if (read.reader === 'person' && context.personId === null) throw unauthenticated();
	const parsed = v.safeParse(read.params, { ...Object.fromEntries(query), ...params });
	if (!parsed.success) throw new Refused(invalidInput(parsed.issues));
	const field = unstorable(parsed.output);
	if (field !== undefined) throw new Refused({ code: 'invalid', key: 'error_text_broken', field });
	return read.read(context, parsed.output);
}

/** The read whose path fits, with the path's parameters decoded; undefined where none does. */
export function matchRead(
	reads: readonly AnyRead[],
	pathname: string
): { read: AnyRead; params: Record<string, string> } | undefined {
	const parts = pathname.split('/').slice(1);
	for (const read of reads) {
		const params = matchPath(read.path.split('/').slice(1), parts);
		if (params) return { read, params };
	}
	return undefined;
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | undefined {
	if (pattern.length !== parts.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, wanted] of pattern.entries()) {
		const part = parts[index]!;
		const name = /^\{(\w+)\}$/.exec(wanted)?.[1];
		if (name) params[name] = part;
		else if (wanted !== part) return undefined;
	}
	return params;
}
