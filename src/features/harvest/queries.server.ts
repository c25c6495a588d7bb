import { sql } from 'kysely';
import { gardens, visibleContacts, type Standing } from '#features/members/rules.ts';
import type { OpenTo } from '#features/members/tables.ts';
import type { Db } from '#lib/db/database.server.ts';
import { tidy } from '#lib/quantity/quantity.ts';
import { nextChange } from './board-time.server.ts';
import { titleFor } from './crops.ts';
import { hasLeft, lotRows, toView, type Reader } from './lot-rows.server.ts';
import { canKeep, canSee } from './rules.ts';
import type { Board, Comer, LotView, OpenContact, PickUp } from './view.ts';

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

/** One lot with what its keeper or claimer needs beside it. */
export interface LotPage {
	lot: LotView;
	/** May change it and tick people off. */
	keeps: boolean;
	comers: Comer[];
	/** The giver's contact, for whoever has a share; nulls where it is not open. */
	contact: OpenContact;
}

/** A lot of the garden; null where it is not, or not for this reader. Two statements. */
export async function lotPage(
	db: Db,
	gardenId: string,
	lotId: string,
	reader: Reader
): Promise<LotPage | null> {
	const row = await lotRows(db, reader.personId)
		.where('lot.id', '=', lotId)
		.where('lot.garden_id', '=', gardenId)
		.executeTakeFirst();
	if (!row) return null;
	const facts = { audience: row.audience, giverId: row.giver_id };
	const keeps = canKeep(facts, reader.standing);
	if (!canSee(facts, reader.standing, row.claim_id !== null)) return null;
	// A lot that was taken down is for its keeper's records only.
	if (row.withdrawn_at && !keeps) return null;
	const lot = toView(row, reader);
	if (!keeps && !lot.claim) return { lot, keeps, comers: [], contact: NO_CONTACT };
	const people = await lotPeople(db, gardenId, lotId, row.giver_id);
	const giver = people.find(({ claim_id }) => claim_id === null);
	return {
		lot,
		keeps,
		comers: keeps
			? people.filter(({ claim_id }) => claim_id !== null).map((one) => toComer(one, gardenId, reader))
			: [],
		contact: giver && !lot.own ? openContact(giver, gardenId, reader.standing) : NO_CONTACT
	};
}

const NO_CONTACT: OpenContact = { email: null, phone: null };

interface PersonRow {
	person_id: string;
	name: string;
	email: string | null;
	phone: string | null;
	email_open_to: OpenTo | null;
	phone_open_to: OpenTo | null;
	/** This and what follows: null for the giver. */
	claim_id: string | null;
	quantity: string | null;
	state: Comer['state'] | null;
	code: string | null;
	note: string | null;
}

/** The giver and all who claimed and did not cancel, the first claim first. */
function lotPeople(db: Db, gardenId: string, lotId: string, giverId: string): Promise<PersonRow[]> {
	return db
		.selectFrom('person')
		.leftJoin('membership', (join) =>
			join
				.onRef('membership.person_id', '=', 'person.id')
				.on('membership.garden_id', '=', gardenId)
				.on('membership.left_at', 'is', null)
		)
		.leftJoin('claim', (join) =>
			join
				.onRef('claim.person_id', '=', 'person.id')
				.on('claim.lot_id', '=', lotId)
				.on('claim.state', '<>', 'cancelled')
		)
		.select([
			'person.id as person_id',
			'person.name',
			'person.email',
			'person.phone',
			'email_open_to',
			'phone_open_to'
		])
		.select(['claim.id as claim_id', 'quantity', 'code', 'note'])
		.select(sql<Comer['state'] | null>`claim.state`.as('state'))
		.where(
			sql<boolean>`person.id = any (
				array(select person_id from claim where lot_id = ${lotId} and state <> 'cancelled')
				|| ${giverId}::uuid
			)`
		)
		.orderBy('claim.created_at')
		.execute();
}

function toComer(row: PersonRow, gardenId: string, { standing }: Reader): Comer {
	return {
		claimId: row.claim_id!,
		name: row.name,
		quantity: tidy(row.quantity!),
		state: row.state as Comer['state'],
		code: row.code!,
		note: row.note ?? '',
		...openContact(row, gardenId, standing)
	};
}

/** By the rule of the members; without a membership here nothing is open. */
function openContact(row: PersonRow, gardenId: string, standing: Standing | null): OpenContact {
	return visibleContacts(standing, {
		gardenId,
		personId: row.person_id,
		email: row.email,
		phone: row.phone,
		emailOpenTo: row.email_open_to ?? 'nobody',
		phoneOpenTo: row.phone_open_to ?? 'nobody'
	});
}
