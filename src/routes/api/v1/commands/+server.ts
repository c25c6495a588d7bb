import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { answerBody, answerResponse, orRefuse } from '#lib/api/answer.server.ts';
import { readJson } from '#lib/api/body.server.ts';
import { Envelope, Envelopes } from '#lib/api/envelope.ts';
import { invalidInput } from '#lib/command/issues.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { RequestHandler } from './$types';

const LIMIT_BYTES = 6 * 1024 * 1024;

export const POST: RequestHandler = ({ request, locals }) =>
	orRefuse(locals.locale, async () => {
		const body = await readJson(request, LIMIT_BYTES);
		const parsed = v.safeParse(Array.isArray(body) ? Envelopes : Envelope, body);
		if (!parsed.success) throw new Refused(invalidInput(parsed.issues));
		const actor = { ...locals.actor, via: 'api' as const };
		if (!Array.isArray(parsed.output)) {
			const answer = await locals.house.send(actor, parsed.output, locals.now);
			return answerResponse(parsed.output.id, answer, locals.locale);
		}
		const answers = [];
		// In order: a later command may build on an earlier one.
		for (const call of parsed.output)
			answers.push(answerBody(call.id, await locals.house.send(actor, call, new Date()), locals.locale));
		return json(answers);
	});
