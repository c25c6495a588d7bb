import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { newSecret } from '#lib/auth/secrets.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Db, Tx } from '#lib/db/database.server.ts';
import type { House } from '#lib/house/house.server.ts';
import '#features/gardens/tables.ts';
import '#features/members/tables.ts';

/** What there is on this installation, for visitors. */
export interface InstallationState {
	/** A garden that people run here; an imported list of gardens is none. */
	hasOwnGarden: boolean;
	hasDemo: boolean;
	/** Gardens on the public map, the demo apart. */
	hasListed: boolean;
}

/** One statement. */
export async function installationState(db: Db | Tx): Promise<InstallationState> {
	const { rows } = await sql<InstallationState>`
		select
			exists(select from garden g where not demo and (source is null
				or exists(select from membership m where m.garden_id = g.id))) as "hasOwnGarden",
			exists(select from garden where demo) as "hasDemo",
			exists(select from garden where listed and not demo and closed_at is null) as "hasListed"`.execute(db);
	return rows[0]!;
}

/** Takes the installation's one row, so that of two set-ups at once the second waits and then sees the first. */
export async function holdInstallation(tx: Tx, now: Date): Promise<Uint8Array | null> {
	await tx
		.insertInto('installation')
		.values({ id: newId(), created_at: now })
		.onConflict((conflict) => conflict.column('only_one').doNothing())
		.execute();
	const row = await tx
		.selectFrom('installation')
		.select('setup_token_hash')
		.forUpdate()
		.executeTakeFirstOrThrow();
	return row.setup_token_hash;
}

// Known to this process alone: a page that was asked for from this very machine sends it along.
const localPass = newSecret();

/** What a page served to this machine itself sends as its set-up key. */
export function localSetupKey(): string {
	return localPass;
}

/** True where the key is the one of the printed link, or this process's own. */
export function opensSetup(key: string, stored: Uint8Array | null): boolean {
	const given = createHash('sha256').update(key).digest();
	const hashes = [createHash('sha256').update(localPass).digest(), ...(stored ? [Buffer.from(stored)] : [])];
	return hashes.some((hash) => hash.length === given.length && timingSafeEqual(hash, given));
}

/** For the page: whether this key opens the set-up form. The command asks again. */
export async function mayHoldSetupKey(db: Db, key: string): Promise<boolean> {
	const row = await db.selectFrom('installation').select('setup_token_hash').executeTakeFirst();
	return opensSetup(key, row?.setup_token_hash ?? null);
}

/**
 * A new one-time link to set this installation up from another machine, to be printed at start; null where it
 * has a garden already. The link printed before no longer works.
 */
export async function setupLink(house: House): Promise<string | null> {
	const { hasOwnGarden } = await installationState(house.db);
	if (hasOwnGarden) return null;
	const actor = { personId: null, via: 'cli' } as const;
	const answer = await house.send(actor, { id: newId(), name: 'account.makeSetupLink', input: {} });
	if (!answer.ok) return null;
	const { key } = answer.result as { key: string };
	return `${house.settings.origin ?? `http://localhost:${house.settings.port}`}/setup?key=${key}`;
}
