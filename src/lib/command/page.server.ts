import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { speak, type SpokenRefusal } from '#lib/i18n/sentence.server.ts';
import { FormReader } from './form.ts';
import { newId } from './id.ts';
import { refusalStatus, Refused, type Refusal } from './refusal.ts';

/** What a form gets back when it was refused: the sentence, and all that was typed. */
export interface FormRefusal {
	command: string;
	refusal: SpokenRefusal;
	values: Record<string, string | string[]>;
}

export interface FormDone<Result> {
	command: string;
	done: Result;
}

/**
 * Sends one command from a page's form. The form's hidden `commandId` is the command's id, so that a form
 * sent twice acts once. Refused: an action failure with its status, sentence and what was typed (never
 * passwords).
 */
export async function formCommand<Result extends object>(
	event: RequestEvent,
	name: string,
	toInput: (form: FormReader) => unknown | Promise<unknown>
): Promise<ActionFailure<FormRefusal> | FormDone<Result>> {
	const form = new FormReader(await event.request.formData());
	const { house, actor, locale } = event.locals;
	const read = await readForm(form, toInput);
	const answer = read.ok
		? await house.send(actor, { id: form.text('commandId') || newId(), name, input: read.result })
		: read;
	if (answer.ok) return { command: name, done: answer.result as Result };
	const { refusal } = answer;
	if (refusal.retryAfter) event.setHeaders({ 'retry-after': String(refusal.retryAfter) });
	return fail(refusalStatus(refusal.code), {
		command: name,
		refusal: speak(refusal, locale),
		values: form.kept()
	});
}

/** What the form says; a text in it that cannot be read may be refused (thrown) like anything else. */
async function readForm(
	form: FormReader,
	toInput: (form: FormReader) => unknown
): Promise<{ ok: true; result: unknown } | { ok: false; refusal: Refusal }> {
	try {
		return { ok: true, result: await toInput(form) };
	} catch (error) {
		if (error instanceof Refused) return { ok: false, refusal: error.refusal };
		throw error;
	}
}
