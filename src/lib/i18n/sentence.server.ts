import type { FieldIssue, MessageKey, MessageParams, Refusal } from '#lib/command/refusal.ts';
import type { Locale } from './locale.ts';
import * as messages from './paraglide/messages.js';

type Message = (params: MessageParams, options: { locale: Locale }) => string;

/** A message by its key, in the reader's language. */
export function sentence(key: MessageKey, params: MessageParams | undefined, locale: Locale): string {
	return (messages[key] as Message)(params ?? {}, { locale });
}

/** A refusal as people and API clients get it: sentences beside the keys. */
export interface SpokenRefusal {
	code: Refusal['code'];
	key: MessageKey;
	sentence: string;
	field?: string;
	issues?: { field: string; key: MessageKey; sentence: string }[];
}

/** The refusal in the reader's language. */
export function speak(refusal: Refusal, locale: Locale): SpokenRefusal {
	return {
		code: refusal.code,
		key: refusal.key,
		sentence: sentence(refusal.key, refusal.params, locale),
		...(refusal.field === undefined ? {} : { field: refusal.field }),
		...(refusal.issues ? { issues: refusal.issues.map((issue) => speakIssue(issue, locale)) } : {})
	};
}

function speakIssue({ field, key, params }: FieldIssue, locale: Locale) {
	return { field, key, sentence: sentence(key, params, locale) };
}
