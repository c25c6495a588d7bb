import type { FormReader } from './form.ts';

type Input = Record<string, unknown>;

/**
 * A command as a form writes it: the same on the server, where the form is sent without a script, and on a
 * device that keeps it until there is a connection.
 */
export interface FormCommand {
	name: string;
	/** The version of the command's meaning that `input` knows. */
	version: number;
	input(form: FormReader): Input;
	/** What it is about: of one thing, nothing overtakes what was written before it. `id` is the command's own. */
	thing(input: Input, id: string): string;
	/** What tells it from others of its kind, for the list of what waits: a title as it was typed. */
	what?(input: Input): string | undefined;
	/** Without a connection it is only a wish: others may be quicker. */
	wish?: boolean;
	/** The garden to which the form's photo belongs, where it may have one. */
	photoOf?(input: Input): string;
	/** Where it leads to when it is done, seen from the page on which it was written; left out: nowhere. */
	onward?(result: Input, href: string): string;
}

/** A form command whose fields are texts that may be left out, about the thing that the first of them names. */
export function textCommand(name: string, ...fields: [string, ...string[]]): FormCommand {
	const [first] = fields;
	return {
		name,
		version: 1,
		input: (form) => Object.fromEntries(fields.map((field) => [field, form.optional(field)])),
		thing: (input) => `${first}:${String(input[first])}`
	};
}
