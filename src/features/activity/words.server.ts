import type { MessageKey } from '#lib/command/refusal.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import * as messages from '#lib/i18n/paraglide/messages.js';
import { sentence } from '#lib/i18n/sentence.server.ts';
import type { LogEntry } from './queries.server.ts';

/** The message that tells of a command: harvest.claim → activity_harvest_claim. */
export function activityKey(command: string): string {
	return `activity_${command.replace('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** An entry of the log in words that a member understands, in the reader's language. */
export function tell(entry: Omit<LogEntry, 'there'>, locale: Locale): string {
	const key = activityKey(entry.command);
	const who =
		entry.actor ??
		sentence(
			entry.via === 'page' || entry.via === 'api' ? 'activity_somebody' : 'activity_plotluck',
			undefined,
			locale
		);
	const actor = entry.person ? sentence('activity_for', { actor: who, person: entry.person }, locale) : who;
	if (!(key in messages)) return sentence('activity_other', { actor, what: entry.what }, locale);
	const params = {
		actor: needsPerson(key, entry.what) ? who : actor,
		person: entry.person ?? who,
		what: entry.what
	};
	return sentence(key as MessageKey, params, locale);
}

/** Sentences that name the other person themselves need no "for …" beside the actor. */
function needsPerson(key: string, what: string): boolean {
	const probe = '\u0000';
	const message = messages[key as MessageKey] as (
		params: Record<string, string>,
		options: { locale: Locale }
	) => string;
	return message({ actor: '', what, person: probe }, { locale: 'en' }).includes(probe);
}

/** Where the thing that an entry is about can be seen; undefined where it has no page, or is not there any more. */
export function subjectHref(
	slug: string,
	{ subject, there }: Pick<LogEntry, 'subject' | 'there'>
): string | undefined {
	if (!subject || !there) return undefined;
	const path = PATHS[subject.kind];
	return path ? `/g/${slug}/${path}${subject.id}` : undefined;
}

const PATHS: Record<string, string> = {
	lot: 'harvest/',
	plot: 'plots/',
	rota: 'rota/',
	turn: 'turns/',
	membership: 'people/',
	defect: 'defects#defect-'
};
