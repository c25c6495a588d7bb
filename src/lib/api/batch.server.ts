import type { Answer, Call } from '#lib/command/execute.server.ts';

type Send = (call: Call) => Promise<Answer>;

/** An answer where the command broke on our side: nothing was decided, so it may be sent again. */
const FAILED: Answer = { ok: false, refusal: { code: 'failed', key: 'error_server' } };

const NOT_REACHED: Answer = { ok: false, refusal: { code: 'unavailable', key: 'error_not_reached' } };

/**
 * Sends commands one after the other and answers each. A later one may build on an earlier one, so after one
 * that was not decided (it broke, or came too often) the rest is not run: the sender sends all of these again.
 */
export async function sendInOrder(calls: readonly Call[], send: Send): Promise<Answer[]> {
	const answers: Answer[] = [];
	let open = true;
	for (const call of calls) {
		const answer = open ? await send(call) : NOT_REACHED;
		open &&= isDecided(answer);
		answers.push(answer);
	}
	return answers;
}

/** Sends one; what is thrown in it is told to `tell` and becomes the answer "failed" (500). */
export async function sendOrFail(call: Call, send: Send, tell: (error: unknown) => void): Promise<Answer> {
	try {
		return await send(call);
	} catch (error) {
		tell(error);
		return FAILED;
	}
}

/** False where the same command may still be answered otherwise: it broke, or came too often. */
export function isDecided(answer: Answer): boolean {
	return answer.ok || !['failed', 'too_many', 'unavailable'].includes(answer.refusal.code);
}
