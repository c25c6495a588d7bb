import { sql } from 'kysely';
import { Refused } from '#lib/command/refusal.ts';
import type { Db, Tx } from '#lib/db/database.server.ts';

/** Most accounts that one sign-in is compared with; always so many hashes are worked out. */
export const CANDIDATES = 2;

/** An account that a sign-in may mean. */
export interface Candidate {
	id: string;
	passwordHash: string;
}

/**
 * The accounts that may be meant by an e-mail address (the one that confirmed it first, then those that claim
 * it) or, for people without one, by a name. At most CANDIDATES; one statement in every case.
 */
export async function candidatesFor(db: Db | Tx, who: string): Promise<Candidate[]> {
	const rows = await db
		.selectFrom('person')
		.select(['id', sql<string>`password_hash`.as('passwordHash')])
		.where('password_hash', 'is not', null)
		.where('erased_at', 'is', null)
		.where((eb) =>
			who.includes('@')
				? eb('email', '=', who)
				: eb.and([eb(sql`lower(name)`, '=', sql`lower(${who})`), eb('email', 'is', null)])
		)
		.orderBy(sql`email_confirmed_at is null`)
		.orderBy('created_at')
		.limit(CANDIDATES)
		.execute();
	return rows;
}

/**
 * Whom a link mailed to this address is for: who confirmed it, else who claimed it first; null for nobody, and
 * for people of the demo, who have no way in of their own.
 */
export async function personOfEmail(
	db: Db | Tx,
	email: string
): Promise<{ id: string; name: string; locale: string } | null> {
	const row = await db
		.selectFrom('person')
		.select(['id', 'name', 'locale'])
		.where('email', '=', email)
		.where('erased_at', 'is', null)
		.where('demo', '=', false)
		.orderBy(sql`email_confirmed_at is null`)
		.orderBy('created_at')
		.limit(1)
		.executeTakeFirst();
	return row ?? null;
}

/**
 * People without an e-mail address sign in with their name. Refuses a name that as many of them bear already
 * as a sign-in compares: one more could not get in.
 */
export async function requireNameToSignIn(tx: Tx, name: string, exceptId: string | null): Promise<void> {
	const others = (await candidatesFor(tx, name)).filter(({ id }) => id !== exceptId);
	if (others.length >= CANDIDATES)
		throw new Refused({ code: 'unprocessable', key: 'account_name_crowded', field: 'name' });
}

/**
 * Makes an address a person's own; whoever else claimed it without confirming loses the claim. Refuses where
 * another person has confirmed it: only the reader of that mailbox ever sees this sentence.
 */
export async function confirmEmail(tx: Tx, personId: string, email: string, now: Date): Promise<void> {
	await tx
		.updateTable('person')
		.set({ email: null })
		.where('email', '=', email)
		.where('id', '<>', personId)
		.where('email_confirmed_at', 'is', null)
		.execute();
	try {
		await tx
			.updateTable('person')
			.set({ email, email_confirmed_at: now })
			.where('id', '=', personId)
			.execute();
	} catch (error) {
		if ((error as { code?: string }).code !== '23505') throw error;
		throw new Refused({ code: 'conflict', key: 'account_email_taken' });
	}
}
