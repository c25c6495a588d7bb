import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { reads } from '#features/reads.server.ts';
import { orRefuse } from '#lib/api/answer.server.ts';
import { invalidInput } from '#lib/command/issues.ts';
import { matchRead } from '#lib/command/read.server.ts';
import { notFound, Refused, unauthenticated } from '#lib/command/refusal.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, url, locals }) =>
	orRefuse(locals.locale, async () => {
		const match = matchRead(reads, `/${params.path}`);
		if (!match) throw notFound();
		const { house, viewer, now, locale } = locals;
		if (match.read.reader === 'person' && !viewer) throw unauthenticated();
		const given = { ...Object.fromEntries(url.searchParams), ...match.params };
		const parsed = v.safeParse(match.read.params, given);
		if (!parsed.success) throw new Refused(invalidInput(parsed.issues));
		const context = { db: house.db, personId: viewer?.personId ?? null, now, locale };
		return json(await match.read.read(context, parsed.output), {
			headers: { 'cache-control': 'private, no-cache' }
		});
	});
