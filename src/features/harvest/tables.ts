import type { Generated } from 'kysely';

export type LotUnit = 'piece' | 'bunch' | 'kg' | 'g' | 'lb' | 'bag' | 'box' | 'litre';
export type PlaceKind = 'plot' | 'stall' | 'shed' | 'gate' | 'home' | 'other';
export type ClaimState = 'reserved' | 'picked_up' | 'cancelled' | 'not_collected';

/** One posting on the harvest board. Quantities are exact decimal texts; `pick_up` is a tstzrange text. */
export interface LotTable {
	id: string;
	garden_id: string;
	giver_id: string;
	/** Key into the crop catalogue, null for a crop in own words. */
	crop: string | null;
	title: string;
	quantity: string;
	/** Sum of the live claims; kept by the database alone. */
	claimed: Generated<string>;
	unit: LotUnit;
	/** True: goes to one person as a whole. */
	whole: Generated<boolean>;
	per_person: string | null;
	audience: Generated<'members' | 'everyone'>;
	mode: Generated<'first_come'>;
	place_kind: PlaceKind;
	place_note: Generated<string>;
	plot_id: string | null;
	pick_up: string;
	notes: Generated<string>;
	photo_id: string | null;
	created_at: Date;
	withdrawn_at: Date | null;
	/** What the claimers were told; '' where nothing was said. */
	withdrawn_reason: Generated<string>;
}

export interface ClaimTable {
	id: string;
	lot_id: string;
	garden_id: string;
	person_id: string;
	quantity: string;
	state: ClaimState;
	/** Two digits that giver and claimer compare at the pick-up. */
	code: string;
	note: Generated<string>;
	created_at: Date;
	updated_at: Date;
}

export interface ClaimEventTable {
	id: string;
	claim_id: string;
	at: Date;
	by_person_id: string | null;
	to_state: ClaimState;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		lot: LotTable;
		claim: ClaimTable;
		claim_event: ClaimEventTable;
	}
}
