import { sql } from 'kysely';
import { requireStanding } from '#features/members/access.server.ts';
import type { Standing } from '#features/members/rules.ts';
import type { CommandContext } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { tidy } from '#lib/quantity/quantity.ts';
import type { LotFacts, OwnClaim } from './rules.ts';
import type { ClaimState } from './tables.ts';

/** A lot as the commands need it, held for this transaction. */
export interface Lot extends LotFacts {
	id: string;
	gardenId: string;
	title: string;
	photoId: string | null;
}

/** A claim of a held lot. */
export interface Claim {
	id: string;
	lotId: string;
	personId: string;
	quantity: string;
	state: ClaimState;
	code: string;
}

type Asker = Pick<CommandContext, 'tx' | 'actor'>;

/** Holds the lot until the transaction ends, with the asker's place in its garden. 404 where it has neither. */
export async function holdLot(asker: Asker, lotId: string): Promise<{ lot: Lot; standing: Standing }> {
	const row = await lotRows(asker.tx).where('id', '=', lotId).executeTakeFirst();
	return withStanding(asker, row);
}

/** Holds the lot of a claim, and only then reads the claim: nobody else changes it meanwhile. */
export async function holdClaim(
	asker: Asker,
	claimId: string
): Promise<{ lot: Lot; claim: Claim; standing: Standing }> {
	const row = await lotRows(asker.tx)
		.where('id', '=', (q) => q.selectFrom('claim').select('lot_id').where('claim.id', '=', claimId))
		.executeTakeFirst();
	const { lot, standing } = await withStanding(asker, row);
	const claim = await claimRows(asker.tx).where('id', '=', claimId).executeTakeFirst();
	if (!claim) throw notFound();
	return { lot, standing, claim: toClaim(claim) };
}

/** The claims of a held lot that count, each with its person and code. */
export async function liveClaims(tx: Tx, lotId: string): Promise<(Claim & OwnClaim)[]> {
	const rows = await claimRows(tx)
		.where('lot_id', '=', lotId)
		.where('state', 'in', ['reserved', 'picked_up'])
		.execute();
	return rows.map((row) => toClaim(row) as Claim & OwnClaim);
}

// The lot's row is the one lock of the room, always taken first: two claims of a lot wait for each other, and
// nothing can deadlock.
function lotRows(tx: Tx) {
	return tx
		.selectFrom('lot')
		.select(['id', 'garden_id', 'giver_id', 'title', 'quantity', 'claimed', 'unit', 'whole', 'per_person'])
		.select(['audience', 'photo_id', 'withdrawn_at'])
		.select([sql<Date>`lower(pick_up)`.as('from'), sql<Date>`upper(pick_up)`.as('until')])
		.forUpdate();
}

type LotRow = NonNullable<Awaited<ReturnType<ReturnType<typeof lotRows>['executeTakeFirst']>>>;

async function withStanding(asker: Asker, row: LotRow | undefined) {
	if (!row) throw notFound();
	const standing = await requireStanding(asker, row.garden_id);
	return { lot: toLot(row), standing };
}

function toLot(row: LotRow): Lot {
	return {
		id: row.id,
		gardenId: row.garden_id,
		giverId: row.giver_id,
		title: row.title,
		quantity: tidy(row.quantity),
		claimed: tidy(row.claimed),
		unit: row.unit,
		whole: row.whole,
		perPerson: row.per_person === null ? null : tidy(row.per_person),
		audience: row.audience,
		photoId: row.photo_id,
		from: row.from,
		until: row.until,
		withdrawnAt: row.withdrawn_at
	};
}

function claimRows(tx: Tx) {
	return tx.selectFrom('claim').select(['id', 'lot_id', 'person_id', 'quantity', 'state', 'code']);
}

type ClaimRow = NonNullable<Awaited<ReturnType<ReturnType<typeof claimRows>['executeTakeFirst']>>>;

function toClaim(row: ClaimRow): Claim {
	const { id, lot_id, person_id, quantity, state, code } = row;
	return { id, lotId: lot_id, personId: person_id, quantity: tidy(quantity), state, code };
}
