import { missing } from '#features/gardens/page.server.ts';
import { pictureFor } from '#features/photos/queries.server.ts';
import { PHOTO_WIDTHS } from '#features/photos/rules.ts';
import { isCommandId } from '#lib/command/id.ts';
import type { RequestHandler } from './$types';

// A photo never changes: another picture is another id.
const YEAR = 365 * 24 * 60 * 60;

export const GET: RequestHandler = async (event) => {
	const { params, locals } = event;
	const width = PHOTO_WIDTHS.find((known) => String(known) === params.width);
	if (!width || !isCommandId(params.photo)) missing(event);
	const personId = locals.viewer?.personId ?? null;
	const picture = await pictureFor(locals.house.db, params.photo, width, personId);
	if (!picture) missing(event);
	return new Response(picture.bytes as Uint8Array<ArrayBuffer>, {
		headers: {
			'content-type': picture.mime,
			'content-length': String(picture.bytes.byteLength),
			'cache-control': `${picture.open ? 'public' : 'private'}, max-age=${YEAR}, immutable`,
			'content-disposition': 'inline',
			'x-content-type-options': 'nosniff'
		}
	});
};
