import { sql } from 'kysely';
import { gardens } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import { tidy } from '#lib/quantity/quantity.ts';
import { nextChange } from './board-time.server.ts';
import { titleFor } from './crops.ts';
import { hasLeft, lotRows, toView, type Reader } from './lot-rows.server.ts';
import type { Board, PickUp } from './view.ts';

const PAGE = 200;

/**
 * The open lots of a garden that the reader may see, those with something left first, then by the end of
 * their window: all that the reader gives or has a share of, and of the others the 200 that end first. One
 * statement. `validUntil` is the next moment at which it changes by time alone: a window begins or ends, or the
 * garden's day does ("today" becomes wrong).
 */
export async function gardenBoard(
	db: Db,
	garden: { id: string; timeZone: string },
	reader: Reader,
	now: Date
): Promise<Board> {
	const rows = await lotRows(db, reader.personId)
		.where('lot.garden_id', '=', garden.id)
		.where('lot.withdrawn_at', 'is', null)
		.where(sql<boolean>`upper(lot.pick_up) > ${now}`)
		.$if(!gardens(reader.standing), (q) =>
			q.where((w) => w.or([w('lot.audience', '=', 'everyone'), w('mine.id', 'is not', null)]))
		)
		.where((w) =>
			w.or([
				w('mine.id', 'is not', null),
				w('lot.giver_id', '=', reader.personId),
				w('lot.id', 'in', othersOf(db, garden.id, reader, now))
			])
		)
		.orderBy(sql`upper(lot.pick_up)`)
		.orderBy('lot.id')
		.execute();
	const beyond = rows.filter((row) => row.claim_id === null && row.giver_id !== reader.personId)[PAGE];
	const lots = rows.filter((row) => row !== beyond).map((row) => toView(row, reader));
	return {
		lots: lots.toSorted((a, b) => Number(hasLeft(b)) - Number(hasLeft(a))),
		validUntil: nextChange(lots, [garden.timeZone], now).toISOString(),
		more: beyond !== undefined
	};
}

/** Open lots that others give and of which the reader has no share, one more than are shown; those that end first. */
function othersOf(db: Db, gardenId: string, { personId, standing }: Reader, now: Date) {
	return db
		.selectFrom('lot as other')
		.select('other.id')
		.where('garden_id', '=', gardenId)
		.where('withdrawn_at', 'is', null)
		.where(sql<boolean>`upper(pick_up) > ${now}`)
		.$if(!gardens(standing), (q) => q.where('audience', '=', 'everyone'))
		.$if(personId !== null, (q) =>
			q
				.where('giver_id', '<>', personId!)
				.where('other.id', 'not in', (w) =>
					w
						.selectFrom('claim')
						.select('lot_id')
						.where('person_id', '=', personId!)
						.where('state', 'in', ['reserved', 'picked_up'])
				)
		)
		.orderBy(sql`upper(pick_up)`)
		.orderBy('other.id')
		.limit(PAGE + 1);
}

/** A lot that somebody waited for and that was withdrawn since, while its window lasts. */
export interface WithdrawnLot {
	id: string;
	title: string;
	reason: string;
}

/** The lots that the person had claimed and that their givers took back. One statement. */
export async function withdrawnFromMe(
	db: Db,
	gardenId: string,
	personId: string,
	now: Date,
	locale: string
): Promise<WithdrawnLot[]> {
	const rows = await db
		.selectFrom('claim')
		.innerJoin('lot', 'lot.id', 'claim.lot_id')
		.select(['lot.id', 'lot.crop', 'lot.title', 'lot.withdrawn_reason as reason'])
		.where('claim.person_id', '=', personId)
		.where('lot.garden_id', '=', gardenId)
		// Withdrawing cancels in the same moment; a claim that was cancelled before it is none of this.
		.whereRef('claim.updated_at', '=', 'lot.withdrawn_at')
		.where(sql<boolean>`upper(lot.pick_up) > ${now}`)
		.execute();
	return rows.map((row) => ({ id: row.id, title: titleFor(row, locale), reason: row.reason }));
}

/** What this person still has to pick up in the garden, the most urgent first. One statement. */
export async function myPickUps(
	db: Db,
	gardenId: string,
	personId: string,
	now: Date,
	locale = 'en'
): Promise<PickUp[]> {
	const rows = await lotRows(db, personId)
		.where('lot.garden_id', '=', gardenId)
		.where('lot.withdrawn_at', 'is', null)
		.where('mine.state', '=', 'reserved')
		.where(sql<boolean>`upper(lot.pick_up) > ${now}`)
		.orderBy(sql`upper(lot.pick_up)`)
		.execute();
	return rows.map((row) => ({
		claimId: row.claim_id!,
		lotId: row.id,
		title: titleFor(row, locale),
		crop: row.crop,
		quantity: tidy(row.claim_quantity!),
		unit: row.unit,
		place: { kind: row.place_kind, note: row.place_note, plot: row.plot_number },
		from: row.from.toISOString(),
		until: row.until.toISOString(),
		code: row.claim_code!,
		giver: row.giver_name
	}));
}
