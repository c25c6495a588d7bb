import type { Unsent } from '#lib/offline/outbox/types.ts';
import { getContext, setContext } from 'svelte';

/** What a page's action answers when the command was refused. */
export interface RefusedForm {
	command: string;
	refusal: {
		key: string;
		sentence: string;
		field?: string;
		issues?: { field: string; sentence: string }[];
	};
	values: Record<string, string | string[]>;
}

/** What a form's fields read of it: what was typed, and what is wrong with it. */
export interface FormState {
	/** undefined before the form was refused, and then for a box left without its tick. */
	value(name: string): string | string[] | undefined;
	/** True once it was refused: what was typed then counts more than what stood there at first. */
	refused(): boolean;
	error(name: string): string | undefined;
	/** The id of the photo that was written with it and waits, or has gone ahead. */
	photo(): string | undefined;
	/** Says that a field shows its own error, so that the banner need not. */
	claim(name: string): void;
}

const KEY = Symbol('form');

/** Called by the form, so that the fields inside find what was typed and what is wrong. */
export function provideForm(state: FormState): void {
	setContext(KEY, state);
}

/** The form around this field; undefined outside of one. */
export function formAround(): FormState | undefined {
	return getContext<FormState | undefined>(KEY);
}

/**
 * The refusal in an action's answer, if it belongs to this form: the same command and, where several forms
 * of one page send the same command, the same hidden fields.
 */
export function refusedHere(
	answer: unknown,
	command: string,
	hidden: Record<string, string>
): RefusedForm | undefined {
	const refused = answer as RefusedForm | null | undefined;
	if (!refused?.refusal || refused.command !== command) return undefined;
	const same = Object.entries(hidden).every(([name, value]) => refused.values[name] === value);
	return same ? refused : undefined;
}

/**
 * What waits on this device and was written in this form: the entry that is asked for by its id, or the newest with
 * the same hidden fields.
 */
export function keptHere(
	entries: readonly Unsent[],
	command: string,
	hidden: Record<string, string>,
	asked: string
): Unsent | undefined {
	const own = entries.filter(({ name }) => name === command);
	return own.find(({ id }) => id === asked) ?? own.findLast((entry) => isOf(entry, hidden));
}

/** Was it written in a form with these hidden fields? */
export function isOf({ values }: Pick<Unsent, 'values'>, hidden: Record<string, string>): boolean {
	return Object.entries(hidden).every(([name, value]) => values[name] === value);
}

/**
 * What was typed when it was written, and why it was refused since, as an action would have answered. For one that
 * still waits there is no sentence: it is only to be changed.
 */
export function refusedBefore({ name, values, refusal }: Unsent): RefusedForm {
	return { command: name, refusal: refusal ?? { key: '', sentence: '' }, values };
}

/** The sentence for one field, from the refusal's issues or from the refusal itself. */
export function fieldSentence(refused: RefusedForm | undefined, name: string): string | undefined {
	const issue = refused?.refusal.issues?.find(({ field }) => field === name);
	if (issue) return issue.sentence;
	return refused?.refusal.field === name ? refused.refusal.sentence : undefined;
}
