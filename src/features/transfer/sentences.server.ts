import type { MessageKey, MessageParams } from '#lib/command/refusal.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import type { Note, Problem, Where } from '#lib/files/problem.ts';

/** The words for a place in a file ("Row 12 (Eaton Road):"), or null for the file as a whole. */
function placeMessage({ kind, index, label }: Where): { key: MessageKey; params: MessageParams } | null {
	if (kind === 'file' || kind === 'line') return null;
	const params = { index, label: label ?? '' };
	if (kind === 'row') return { key: label ? 'transfer_at_row_named' : 'transfer_at_row', params };
	return { key: label ? 'transfer_at_shape_named' : 'transfer_at_shape', params };
}

/** A problem as one text in the reader's language: its place, what is wrong, and the mend. */
export function problemSentence(problem: Problem, locale: Locale): string {
	const place = placeMessage(problem.where);
	const what = sentence(problem.key, problem.params, locale);
	return place ? `${sentence(place.key, place.params, locale)} ${what}` : what;
}

/** A note as a sentence in the reader's language. */
export function noteSentence(note: Note, locale: Locale): string {
	return sentence(note.key, note.params, locale);
}
