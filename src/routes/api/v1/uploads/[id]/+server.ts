import { progressHeaders, partHeaders } from '#features/photos/upload-headers.server.ts';
import { takePart, uploadProgress } from '#features/photos/uploads.server.ts';
import { answerResponse, orRefuse, refusalResponse } from '#lib/api/answer.server.ts';
import { isDecided, sendOrFail } from '#lib/api/batch.server.ts';
import { requireSender } from '#lib/api/sender.server.ts';
import type { Call } from '#lib/command/execute.server.ts';
import { notFound, unauthenticated } from '#lib/command/refusal.ts';
import type { RequestEvent, RequestHandler } from './$types';

/** How far a photo has come: Upload-Offset; only Upload-Complete: ?1 where it has arrived as a whole. */
export const HEAD: RequestHandler = (event) =>
	orRefuse(event.locals.locale, async () => {
		const held = await uploadProgress(event.locals.house.db, uploadOf(event));
		if (held === null) throw notFound();
		const headers = held === 'done' ? progressHeaders(null, true) : progressHeaders(held, false);
		return new Response(null, { status: 204, headers });
	});

/** The next part of a photo; the last one is answered as POST /api/v1/photos is. */
export const PATCH: RequestHandler = (event) =>
	orRefuse(event.locals.locale, async () => {
		const { request, url, locals } = event;
		const upload = uploadOf(event);
		const { house, locale, now } = locals;
		const bytes = request.body ?? new Blob([]).stream();
		const part = { ...partHeaders(request.headers), gardenId: url.searchParams.get('garden') ?? '', bytes };
		const progress = await takePart(house.db, upload, part, senderOf(event), now);
		if (progress.kind === 'more')
			return new Response(null, { status: 204, headers: progressHeaders(progress.offset, false) });
		const response =
			progress.kind === 'done'
				? answerResponse(upload.id, progress.answer, locale)
				: refusalResponse({ code: 'conflict', key: 'photos_upload_offset' }, locale);
		const complete = progress.kind === 'done' && isDecided(progress.answer);
		for (const [name, value] of Object.entries(progressHeaders(progress.offset, complete)))
			response.headers.set(name, value);
		return response;
	});

function uploadOf({ request, params, locals }: RequestEvent) {
	const { personId } = locals.actor;
	requireSender(request, personId);
	if (personId === null) throw unauthenticated();
	return { id: params.id, personId };
}

function senderOf({ locals: { house, actor, now } }: RequestEvent) {
	return (call: Call) =>
		sendOrFail(
			call,
			() => house.send({ ...actor, via: 'api' }, call, now),
			(error) => house.log.error({ err: error, command: call.name }, 'upload failed')
		);
}
