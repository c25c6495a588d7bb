import { json } from '@sveltejs/kit';
import type { Answer } from '#lib/command/execute.server.ts';
import { Refused, refusalStatus, type Refusal } from '#lib/command/refusal.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { speak } from '#lib/i18n/sentence.server.ts';

/** An answer to one command as the API gives it. */
export function answerBody(id: string, answer: Answer, locale: Locale) {
	if (answer.ok) return { id, ok: true as const, result: answer.result };
	const { refusal } = answer;
	// In a batch no header can say it for one of many.
	const wait = refusal.retryAfter ? { retryAfter: refusal.retryAfter } : {};
	const status = refusalStatus(refusal.code);
	return { id, ok: false as const, status, ...wait, refusal: speak(refusal, locale) };
}

/** One command's answer as a response with the refusal's status. */
export function answerResponse(id: string, answer: Answer, locale: Locale): Response {
	const body = answerBody(id, answer, locale);
	return body.ok
		? json(body)
		: json(body, { status: body.status, headers: answer.ok ? {} : retryHeaders(answer.refusal) });
}

function retryHeaders({ retryAfter }: Refusal): Record<string, string> {
	return retryAfter ? { 'retry-after': String(retryAfter) } : {};
}

/** A refusal outside any command: a body that can't be read, an address that does not exist. */
export function refusalResponse(refusal: Refusal, locale: Locale): Response {
	const status = refusalStatus(refusal.code);
	return json({ refusal: speak(refusal, locale) }, { status, headers: retryHeaders(refusal) });
}

/** Runs an endpoint; refusals thrown in it become responses. */
export async function orRefuse(locale: Locale, work: () => Promise<Response>): Promise<Response> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refused) return refusalResponse(error.refusal, locale);
		throw error;
	}
}
