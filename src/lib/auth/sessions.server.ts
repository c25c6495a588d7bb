import { Lucia, TimeSpan } from 'lucia';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { sessionAdapter, type PersonAttributes } from './session-adapter.server.ts';
import type { Theme } from './tables.ts';

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof sessions>;
		DatabaseSessionAttributes: { device: string; createdAt: Date };
		DatabaseUserAttributes: PersonAttributes;
	}
}

/** The signed-in person, as pages see them. */
export interface Viewer {
	personId: string;
	name: string;
	locale: string;
	theme: Theme;
	demo: boolean;
}

/** Lucia over a database or one transaction of it: sessions that slide for 30 days. */
export function sessions(db: Db | Tx) {
	return new Lucia(sessionAdapter(db), {
		sessionExpiresIn: new TimeSpan(30, 'd'),
		getUserAttributes: ({ name, locale, theme, demo }) => ({ name, locale, theme, demo }),
		getSessionAttributes: ({ device, createdAt }) => ({ device, createdAt })
	});
}

/** Begins a session and answers its id: the only time that the id is known. */
export async function beginSession(
	tx: Db | Tx,
	personId: string,
	device: string,
	now: Date
): Promise<string> {
	const session = await sessions(tx).createSession(personId, { device, createdAt: now });
	return session.id;
}

/** What a session's id stands for: the viewer, and whether its end has just moved (the cookie is set anew). */
export async function readSession(
	lucia: ReturnType<typeof sessions>,
	sessionId: string
): Promise<{ viewer: Viewer; fresh: boolean; expiresAt: Date } | null> {
	const { session, user } = await lucia.validateSession(sessionId);
	if (!session || !user) return null;
	const { id, name, locale, theme, demo } = user;
	return {
		viewer: { personId: id, name, locale, theme, demo },
		fresh: session.fresh,
		expiresAt: session.expiresAt
	};
}
