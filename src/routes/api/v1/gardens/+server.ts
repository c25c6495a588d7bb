import { createHash } from 'node:crypto';
import { gardenPins } from '#features/gardens/queries.server.ts';
import { boxIn } from '#features/gardens/rules.ts';
import { Refused } from '#lib/command/refusal.ts';
import { orRefuse } from '#lib/api/answer.server.ts';
import type { RequestHandler } from './$types';

/** The pins of the public map: `{ columns, gardens: [[slug, name, lng, lat], …] }`, all or those in `?bbox=`. */
export const GET: RequestHandler = ({ url, request, locals }) =>
	orRefuse(locals.locale, async () => {
		const given = url.searchParams.get('bbox');
		const box = boxIn(given);
		if (given !== null && !box) throw new Refused({ code: 'invalid', key: 'gardens_bbox', field: 'bbox' });
		const gardens = await gardenPins(locals.house.db, box);
		const body = JSON.stringify({ columns: ['slug', 'name', 'lng', 'lat'], gardens });
		const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
		const headers = {
			etag,
			'cache-control': 'public, max-age=60, must-revalidate',
			'content-type': 'application/json'
		};
		return request.headers.get('if-none-match')?.includes(etag)
			? new Response(null, { status: 304, headers })
			: new Response(body, { headers });
	});
