import type { MessageKey, MessageParams } from '#lib/command/refusal.ts';

/**
 * A place in a file somebody gave us. `index` counts from 1 and is 0 for the file as a whole; a row is counted
 * as a spreadsheet counts it (title, header and blank rows included), a feature by its order in the file.
 */
export interface Where {
	kind: 'file' | 'line' | 'row' | 'feature';
	index: number;
	/** What the thing calls itself (a plot number, a garden name), cut to 40 characters. */
	label?: string;
}

/** Something in a file that cannot be used: where it is, and the sentence that names the mend. */
export interface Problem {
	where: Where;
	key: MessageKey;
	params: MessageParams;
}

/** Something that was put right, or is worth knowing, and refuses nothing. */
export interface Note {
	key: MessageKey;
	params: MessageParams;
}

/** A fault of a value before anybody knows where in a file the value stood. */
export interface Fault {
	key: MessageKey;
	params: MessageParams;
}

/** Makes a fault. */
export function fault(key: MessageKey, params: MessageParams = {}): Fault {
	return { key, params };
}

/** The problem that a fault is at one place. */
export function problemAt(where: Where, what: Fault): Problem {
	return { where, key: what.key, params: what.params };
}

/** A problem of the whole file. */
export function fileProblem(key: MessageKey, params: MessageParams = {}): Problem {
	return { where: { kind: 'file', index: 0 }, key, params };
}

/** The first 40 characters of what a thing calls itself, on one line, or undefined where it says nothing. */
export function labelOf(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).replace(/\s+/g, ' ').trim();
	return text === '' ? undefined : [...text].slice(0, 40).join('');
}
