import { isDay } from '#lib/time/day.ts';
import type { FieldIssue, MessageKey, MessageParams, Refusal } from '#lib/command/refusal.ts';
import { dayYear } from './format.ts';
import type { Locale } from './locale.ts';
import * as messages from './paraglide/messages.js';

type Message = (params: MessageParams, options: { locale: Locale }) => string;

/** A message by its key, in the reader's language. A garden day in the parameter `day` is written out: "18 August 2026". */
export function sentence(key: MessageKey, params: MessageParams | undefined, locale: Locale): string {
	return (messages[key] as Message)(written(params ?? {}, locale), { locale });
}

function written(params: MessageParams, locale: Locale): MessageParams {
	const { day } = params;
	return typeof day === 'string' && isDay(day) ? { ...params, day: dayYear(day, undefined, locale) } : params;
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
