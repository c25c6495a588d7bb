import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { answerBody, answerResponse, orRefuse } from '#lib/api/answer.server.ts';
import { sendInOrder, sendOrFail } from '#lib/api/batch.server.ts';
import { readJson } from '#lib/api/body.server.ts';
import { Envelope, Envelopes } from '#lib/api/envelope.ts';
import { isFromOutbox, requireSender } from '#lib/api/sender.server.ts';
import { countCommands } from '#lib/auth/limits.server.ts';
import type { Call } from '#lib/command/execute.server.ts';
import { invalidInput } from '#lib/command/issues.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { RequestHandler } from './$types';

const LIMIT_BYTES = 6 * 1024 * 1024;

export const POST: RequestHandler = ({ request, locals }) =>
	orRefuse(locals.locale, async () => {
		const { house, actor, locale } = locals;
		requireSender(request, actor.personId);
		const body = await readJson(request, LIMIT_BYTES);
		const parsed = v.safeParse(Array.isArray(body) ? Envelopes : Envelope, body);
		if (!parsed.success) throw new Refused(invalidInput(parsed.issues));
		const calls = [parsed.output].flat();
		await countCommands(actor.personId, actor.address ?? '', calls.length);
		// An outbox is a page that was without a connection for a while.
		const via = isFromOutbox(request) ? 'page' : 'api';
		const send = (call: Call) =>
			sendOrFail(
				call,
				() => house.send({ ...actor, via }, call, new Date()),
				(error) => house.log.error({ err: error, command: call.name }, 'command failed')
			);
		const answers = await sendInOrder(calls, send);
		return Array.isArray(parsed.output)
			? json(answers.map((answer, index) => answerBody(calls[index]!.id, answer, locale)))
			: answerResponse(parsed.output.id, answers[0]!, locale);
	});
