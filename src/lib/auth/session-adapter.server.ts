import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { hashSecret } from './secrets.server.ts';
import type { Theme } from './tables.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** What each page needs to know of the person who looks at it. */
export interface PersonAttributes {
	name: string;
	locale: string;
	theme: Theme;
	demo: boolean;
}

/**
 * Lucia's sessions on Kysely. Only the SHA-256 of a session's id is stored, so a stolen dump signs nobody
 * in; a session ends a year after it began, however often it was used.
 */
export function sessionAdapter(db: Db | Tx): Adapter {
	return {
		getSessionAndUser: (sessionId) => sessionAndPerson(db, sessionId),
		async getUserSessions(personId) {
			const rows = await db.selectFrom('session').selectAll().where('person_id', '=', personId).execute();
			return rows.map((row) => ({
				id: Buffer.from(row.id_hash).toString('hex'),
				userId: row.person_id,
				expiresAt: row.expires_at,
				attributes: { device: row.device, createdAt: row.created_at }
			}));
		},
		setSession: (session) => insertSession(db, session),
		async updateSessionExpiration(sessionId, expiresAt) {
			await db
				.updateTable('session')
				.set({ expires_at: expiresAt })
				.where('id_hash', '=', hashSecret(sessionId))
				.execute();
		},
		async deleteSession(sessionId) {
			await db.deleteFrom('session').where('id_hash', '=', hashSecret(sessionId)).execute();
		},
		async deleteUserSessions(personId) {
			await db.deleteFrom('session').where('person_id', '=', personId).execute();
		},
		async deleteExpiredSessions() {
			await db.deleteFrom('session').where('expires_at', '<=', new Date()).execute();
		}
	};
}

async function insertSession(
	db: Db | Tx,
	{ id, userId, expiresAt, attributes: { device, createdAt } }: DatabaseSession
): Promise<void> {
	const times = { created_at: createdAt, expires_at: expiresAt };
	await db
		.insertInto('session')
		.values({ id_hash: hashSecret(id), person_id: userId, device, ...times })
		.execute();
}

async function sessionAndPerson(
	db: Db | Tx,
	sessionId: string
): Promise<[DatabaseSession | null, DatabaseUser | null]> {
	const row = await db
		.selectFrom('session')
		.innerJoin('person', 'person.id', 'session.person_id')
		.select(['session.person_id', 'session.device', 'session.created_at', 'session.expires_at'])
		.select(['person.name', 'person.locale', 'person.theme', 'person.demo'])
		.where('session.id_hash', '=', hashSecret(sessionId))
		.where('person.erased_at', 'is', null)
		.executeTakeFirst();
	if (!row) return [null, null];
	const { name, locale, theme, demo } = row;
	const attributes = { device: row.device, createdAt: row.created_at };
	return [
		{ id: sessionId, userId: row.person_id, expiresAt: cap(row.expires_at, row.created_at), attributes },
		{ id: row.person_id, attributes: { name, locale, theme, demo } }
	];
}

function cap(expiresAt: Date, createdAt: Date): Date {
	return new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + YEAR_MS));
}
