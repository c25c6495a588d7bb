import { reads } from '#features/reads.server.ts';
import { orRefuse } from '#lib/api/answer.server.ts';
import { unlessKnown } from '#lib/api/etag.server.ts';
import { answerRead } from '#lib/command/read.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, url, request, locals }) =>
	orRefuse(locals.locale, async () => {
		const { house, viewer, now, locale } = locals;
		const context = { db: house.db, personId: viewer?.personId ?? null, now, locale };
		const answer = await answerRead(reads, `/${params.path}`, url.searchParams, context);
		return unlessKnown(request, answer);
	});
