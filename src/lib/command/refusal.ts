import type * as messages from '#lib/i18n/paraglide/messages.js';

/** The name of a message that exists in every language. */
export type MessageKey = Extract<keyof typeof messages, string>;

/** What kind of "no" it is; `refusalStatus` turns it into an HTTP status in one place. */
export type RefusalCode =
	| 'invalid' // 400: the form of the input is wrong
	| 'unauthenticated' // 401: nobody is signed in
	| 'forbidden' // 403: seen, but not theirs to change
	| 'not_found' // 404: it does not exist for this person
	| 'conflict' // 409: somebody or something was there first
	| 'too_big' // 413: more bytes than are taken
	| 'unprocessable' // 422: well-formed, but it can't be
	| 'too_many' // 429: too often
	| 'failed' // 500: it broke on our side; nothing was decided
	| 'unavailable'; // 503: not reached yet; nothing was decided

/** One field that is wrong, with its sentence's key. `field` is a dotted path into the input. */
export interface FieldIssue {
	field: string;
	key: MessageKey;
	params?: MessageParams;
}

export type MessageParams = Record<string, string | number>;

/** A "no" as a value: what is wrong (key), where (field, issues), never personal data. */
export interface Refusal {
	code: RefusalCode;
	key: MessageKey;
	params?: MessageParams;
	field?: string;
	issues?: FieldIssue[];
	/** Seconds after which a try may succeed (429 only). */
	retryAfter?: number;
}

/** Thrown by guards and runs; the door turns it back into the value and undoes the transaction. */
export class Refused extends Error {
	readonly refusal: Refusal;

	constructor(refusal: Refusal) {
		super(`${refusal.code}: ${refusal.key}`);
		this.name = 'Refused';
		this.refusal = refusal;
	}
}

/** What one may not see does not exist: the same answer for "absent" and "not yours". */
export function notFound(): Refused {
	return new Refused({ code: 'not_found', key: 'error_not_found' });
}

/** For a person who must sign in first. */
export function unauthenticated(): Refused {
	return new Refused({ code: 'unauthenticated', key: 'error_sign_in_first' });
}

const STATUS: Record<RefusalCode, number> = {
	invalid: 400,
	unauthenticated: 401,
	forbidden: 403,
	not_found: 404,
	conflict: 409,
	too_big: 413,
	unprocessable: 422,
	too_many: 429,
	failed: 500,
	unavailable: 503
};

/** The HTTP status of a refusal. */
export function refusalStatus(code: RefusalCode): number {
	return STATUS[code];
}
