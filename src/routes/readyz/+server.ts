import { sql } from 'kysely';
import type { RequestHandler } from './$types';

const WAIT_MS = 2000;

/** The database answers in time, so requests can be served. */
export const GET: RequestHandler = async ({ locals }) => {
	const late = new Promise<never>((_, reject) => setTimeout(reject, WAIT_MS, new Error('late')).unref());
	const headers = { 'cache-control': 'no-store' };
	try {
		await Promise.race([sql`select 1`.execute(locals.house.db), late]);
		return new Response('ready\n', { headers });
	} catch {
		return new Response('The database does not answer.\n', { status: 503, headers });
	}
};
