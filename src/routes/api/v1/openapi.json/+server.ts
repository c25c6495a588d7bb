import { json } from '@sveltejs/kit';
import { reads } from '#features/reads.server.ts';
import { openApi } from '#lib/api/openapi.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) =>
	json(openApi(locals.house.door.commands.values(), reads, '1'), {
		headers: { 'cache-control': 'public, max-age=300' }
	});
