import { sql } from 'kysely';
import type { Db, Tx } from '#lib/db/database.server.ts';
import { hashSecret, newSecret } from './secrets.server.ts';
import { beginSession } from './sessions.server.ts';

/** What a browser brings along when somebody signs in with it. */
export interface Browser {
	/** The secret of its device cookie, where it has one. */
	device?: string | undefined;
	/** The id of the session that it holds now: it ends, so that no session can be slipped under a person. */
	oldSession?: string | undefined;
	/** What it is called in the list of one's devices. */
	label: string;
}

/** What the browser is given: both go into cookies and are known nowhere else. */
export interface SignedIn {
	sessionId: string;
	device: string;
}

/** Signs a person in: the browser's old session ends, a new one with a new id begins, the browser is known from now on. */
export async function signInBrowser(
	tx: Tx,
	personId: string,
	browser: Browser,
	now: Date
): Promise<SignedIn> {
	if (browser.oldSession)
		await tx.deleteFrom('session').where('id_hash', '=', hashSecret(browser.oldSession)).execute();
	const sessionId = await beginSession(tx, personId, browser.label, now);
	return { sessionId, device: await rememberDevice(tx, personId, browser.device, now) };
}

/** Several people may share a browser, so it keeps its secret; one that we never gave out is not taken over. */
async function rememberDevice(
	tx: Tx,
	personId: string,
	held: string | undefined,
	now: Date
): Promise<string> {
	const ours = held
		? await tx
				.selectFrom('known_device')
				.select('person_id')
				.where('token_hash', '=', hashSecret(held))
				.execute()
		: [];
	const secret = held && ours.length ? held : newSecret();
	await tx
		.insertInto('known_device')
		.values({ token_hash: hashSecret(secret), person_id: personId, created_at: now, seen_at: now })
		.onConflict((conflict) => conflict.columns(['token_hash', 'person_id']).doUpdateSet({ seen_at: now }))
		.execute();
	return secret;
}

/** True where the browser with this secret has signed in before as one of these people. One statement, always. */
export async function isKnownDevice(
	db: Db | Tx,
	device: string | undefined,
	personIds: readonly string[]
): Promise<boolean> {
	const { known } = await db
		.selectNoFrom((eb) =>
			eb
				.exists(
					eb
						.selectFrom('known_device')
						.select('person_id')
						.where('token_hash', '=', hashSecret(device ?? ''))
						.where('person_id', '=', sql<string>`any(${sql.val([...personIds])}::uuid[])`)
				)
				.as('known')
		)
		.executeTakeFirstOrThrow();
	return Boolean(known);
}
