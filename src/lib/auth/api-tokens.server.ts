import type { Db } from '#lib/db/database.server.ts';
import { hashSecret } from './secrets.server.ts';
import type { Viewer } from './sessions.server.ts';

/** Whom a request's `Authorization: Bearer …` stands for (RFC 6750); null where the token is unknown, revoked or over. */
export async function readBearer(db: Db, header: string | null, now: Date): Promise<Viewer | null> {
	const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(header ?? '')?.[1];
	if (!token) return null;
	const row = await db
		.selectFrom('api_token')
		.innerJoin('person', 'person.id', 'api_token.person_id')
		.select(['person.id', 'person.name', 'person.locale', 'person.theme', 'person.demo'])
		.where('token_hash', '=', hashSecret(token))
		.where('revoked_at', 'is', null)
		.where('person.erased_at', 'is', null)
		.where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
		.executeTakeFirst();
	if (!row) return null;
	const { id, name, locale, theme, demo } = row;
	return { personId: id, name, locale, theme, demo };
}
