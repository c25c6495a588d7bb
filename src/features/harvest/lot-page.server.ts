import { sql } from 'kysely';
import { visibleContacts, type Standing } from '#features/members/rules.ts';
import type { OpenTo } from '#features/members/tables.ts';
import type { Db } from '#lib/db/database.server.ts';
import { tidy } from '#lib/quantity/quantity.ts';
import { lotRows, toView, type Reader } from './lot-rows.server.ts';
import { canKeep, canSee } from './rules.ts';
import type { Comer, LotView, OpenContact } from './view.ts';

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
