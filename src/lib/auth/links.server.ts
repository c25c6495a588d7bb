import type { Tx, Db } from '#lib/db/database.server.ts';
import { hashSecret, newSecret } from './secrets.server.ts';
import type { OneTimeLinkTable } from './tables.ts';

export type LinkPurpose = OneTimeLinkTable['purpose'];

/** How long a mailed link holds, in minutes. */
export const LINK_MINUTES: Record<LinkPurpose, number> = {
	sign_in: 15,
	reset: 60,
	confirm_email: 7 * 24 * 60
};

/** An open one-time link: whose it is, and the address that it was mailed to. */
export interface OpenLink {
	personId: string;
	email: string;
}

/** Makes a one-time link's secret; the database keeps its hash alone. */
export async function makeLink(
	tx: Tx,
	{ personId, email, purpose }: OpenLink & { purpose: LinkPurpose },
	now: Date
): Promise<string> {
	const token = newSecret();
	await tx
		.insertInto('one_time_link')
		.values({
			token_hash: hashSecret(token),
			person_id: personId,
			purpose,
			email,
			created_at: now,
			expires_at: new Date(now.getTime() + LINK_MINUTES[purpose] * 60_000)
		})
		.execute();
	return token;
}

/** Looks at a link without using it up (mail scanners open links too); null where it is unknown, used or over. */
export async function openLink(
	db: Db | Tx,
	token: string,
	purpose: LinkPurpose,
	now: Date
): Promise<OpenLink | null> {
	const row = await db
		.selectFrom('one_time_link')
		.select(['person_id', 'email'])
		.where('token_hash', '=', hashSecret(token))
		.where('purpose', '=', purpose)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();
	return row ? { personId: row.person_id, email: row.email } : null;
}

/** Uses a link up, once, and with it the person's other links of that purpose; null where it was not open. */
export async function useLink(
	tx: Tx,
	token: string,
	purpose: LinkPurpose,
	now: Date
): Promise<OpenLink | null> {
	const row = await tx
		.updateTable('one_time_link')
		.set({ used_at: now })
		.where('token_hash', '=', hashSecret(token))
		.where('purpose', '=', purpose)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.returning(['person_id', 'email'])
		.executeTakeFirst();
	if (!row) return null;
	await tx
		.updateTable('one_time_link')
		.set({ used_at: now })
		.where('person_id', '=', row.person_id)
		.where('purpose', '=', purpose)
		.where('used_at', 'is', null)
		.execute();
	return { personId: row.person_id, email: row.email };
}
