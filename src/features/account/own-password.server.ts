import { hashPassword, verifyPassword } from '#lib/auth/passwords.server.ts';
import { forgetTries } from '#lib/auth/tries.server.ts';
import { weaknessOf } from '#lib/auth/weak-passwords.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import type { Db } from '#lib/db/database.server.ts';
import { ownPasswordLimit, requireTry } from './limits.server.ts';

/** The hash of a new password. Refuses one that is common, or made of what others know of the person. */
export async function newPasswordHash(
	password: string,
	own: readonly (string | null | undefined)[]
): Promise<string> {
	const weakness = await weaknessOf(
		password,
		own.filter((text) => typeof text === 'string')
	);
	if (weakness) {
		const key = weakness === 'own' ? 'account_password_own' : 'account_password_common';
		throw new Refused({ code: 'unprocessable', key, field: 'password' });
	}
	return hashPassword(password);
}

/** A signed-in person as they stand: for rules about their own account. */
export interface Self {
	id: string;
	name: string;
	email: string | null;
	email_confirmed_at: Date | null;
	password_hash: string | null;
	demo: boolean;
}

/** The sender's own account. Refuses (404) one that is gone. */
export async function selfOf(db: Db, personId: string | null): Promise<Self> {
	const row = personId
		? await db
				.selectFrom('person')
				.select(['id', 'name', 'email', 'email_confirmed_at', 'password_hash', 'demo'])
				.where('id', '=', personId)
				.where('erased_at', 'is', null)
				.executeTakeFirst()
		: undefined;
	if (!row) throw notFound();
	return row;
}

/**
 * Asks for the current password before what an open session alone must not do. People of the demo garden
 * have no password and are told so; others without a password (they sign in by link) are let through.
 */
export async function requireOwnPassword(
	db: Db,
	self: Self,
	given: string | undefined,
	now: Date
): Promise<void> {
	if (self.demo) throw new Refused({ code: 'forbidden', key: 'account_demo_only' });
	if (self.password_hash === null) return;
	const limits = ownPasswordLimit(self.id);
	await requireTry(db, limits, now, 'account_too_many_own');
	if (!(await verifyPassword(given ?? '', self.password_hash)))
		throw new Refused({ code: 'unprocessable', key: 'account_password_not_yours', field: 'currentPassword' });
	await forgetTries(
		db,
		limits.map(({ key }) => key)
	);
}
