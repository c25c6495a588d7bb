import type { CropKind, CropTint } from './crop-data.ts';
import type { ClaimState, LotUnit, PlaceKind } from './tables.ts';

/** Where to pick up. `note` is '' where this reader may not know it (a home, before claiming). */
export interface LotPlace {
	kind: PlaceKind;
	note: string;
	/** The plot's number. */
	plot: string | null;
}

export interface LotPhoto {
	id: string;
	/** Of the picture as it was added, in pixels. */
	width: number;
	height: number;
}

/** The reader's own share. */
export interface MyClaim {
	id: string;
	quantity: string;
	state: Extract<ClaimState, 'reserved' | 'picked_up'>;
	code: string;
	note: string;
}

/** A lot as this reader may see it: plain data, in their language. Times are ISO instants, quantities decimal texts. */
export interface LotView {
	id: string;
	title: string;
	crop: string | null;
	kind: CropKind | 'other';
	tint: CropTint;
	quantity: string;
	left: string;
	/** The most that this reader could have in all: what is left, their own share and the limit counted in. */
	most: string;
	unit: LotUnit;
	whole: boolean;
	perPerson: string | null;
	audience: 'members' | 'everyone';
	place: LotPlace;
	from: string;
	until: string;
	notes: string;
	photo: LotPhoto | null;
	/** null on public pages and wherever no name may be shown. */
	giver: string | null;
	/** The reader gives it. */
	own: boolean;
	/** How many people still come for it; for whoever gives it. */
	coming: number;
	claim: MyClaim | null;
	withdrawn: boolean;
}

/** The board, and the first moment at which it changes by time alone (ISO). */
export interface Board {
	lots: LotView[];
	validUntil: string;
	/** There are more open lots than one page shows. */
	more: boolean;
}

/** A person's contact details as far as they are open to the reader. */
export interface OpenContact {
	email: string | null;
	phone: string | null;
}

/** Somebody who comes for a lot, for whoever keeps it. */
export interface Comer extends OpenContact {
	claimId: string;
	name: string;
	quantity: string;
	state: Exclude<ClaimState, 'cancelled'>;
	code: string;
	note: string;
}

/** One share to pick up, for Today. */
export interface PickUp {
	claimId: string;
	lotId: string;
	title: string;
	crop: string | null;
	quantity: string;
	unit: LotUnit;
	place: LotPlace;
	from: string;
	until: string;
	code: string;
	giver: string;
}

/** A former or present lot as the form takes it up again. */
export interface LotDraft {
	lotId: string;
	title: string;
	crop: string | null;
	quantity: string;
	unit: LotUnit;
	whole: boolean;
	perPerson: string | null;
	audience: 'members' | 'everyone';
	placeKind: PlaceKind;
	placeNote: string;
	plotId: string | null;
	notes: string;
	photoId: string | null;
	/** ISO instants of the former window. */
	from: string;
	until: string;
}

/** What the posting form offers. */
export interface LotFormData {
	gardenId: string;
	/** What the fields hold at first. */
	draft: LotDraft | null;
	/** The person's own former lots, newest first, each crop once. */
	former: LotDraft[];
	/** Crops for one tap: what this garden gave lately, filled up with what most gardens give. */
	quick: { key: string; name: string }[];
	/** Names for the list behind the field. */
	names: string[];
	plots: { id: string; number: string }[];
	/** For stewards who act for people; empty for others. */
	people: { id: string; name: string }[];
	/** When the form was made (ISO): from then on it offers ends of the window for one tap. */
	madeAt: string;
	/** Of a lot that is changed: its window on the garden's clock. */
	from?: string;
	until?: string;
}
