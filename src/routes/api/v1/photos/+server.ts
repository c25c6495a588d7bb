import { answerResponse, orRefuse } from '#lib/api/answer.server.ts';
import { readBody } from '#lib/api/body.server.ts';
import { requireSender } from '#lib/api/sender.server.ts';
import type { RequestHandler } from './$types';

const LIMIT_BYTES = 25 * 1024 * 1024;

export const POST: RequestHandler = ({ request, url, locals }) =>
	orRefuse(locals.locale, async () => {
		requireSender(request, locals.actor.personId);
		const image = await readBody(request, LIMIT_BYTES);
		const id = url.searchParams.get('id') ?? '';
		const input = { gardenId: url.searchParams.get('garden') ?? '', image };
		const answer = await locals.house.send(
			{ ...locals.actor, via: 'api' },
			{ id, name: 'photos.add', input },
			locals.now
		);
		return answerResponse(id, answer, locals.locale);
	});
