/** What a page's action answered: done, or refused with what was typed. */
export interface Answer {
	command: string;
	done?: object;
	refusal?: object;
	values?: Record<string, string | string[]>;
}

/** True where this command was refused, with this value in one of its fields: the form that sent it opens again. */
export function refusedOf(
	answer: Answer | null | undefined,
	command: string,
	field?: string,
	value?: string
): boolean {
	if (answer?.command !== command || !answer.refusal) return false;
	return field === undefined || answer.values?.[field] === value;
}
