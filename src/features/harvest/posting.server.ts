import { sql } from 'kysely';
import { canActFor, runs, type Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import { tidy } from '#lib/quantity/quantity.ts';
import { dayOf } from '#lib/time/day.ts';
import { CROPS, cropName, cropOf, titleFor } from './crops.ts';
import type { LotUnit, PlaceKind } from './tables.ts';
import '#features/members/tables.ts';
import '#features/plots/tables.ts';
import '#lib/auth/tables.ts';
import './tables.ts';

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
export interface PostingData {
	/** The person's own former lots, newest first, each crop once. */
	former: LotDraft[];
	/** Crops for one tap: what this garden gave lately, filled up with what most gardens give. */
	quick: { key: string; name: string }[];
	/** Names for the list behind the field. */
	names: string[];
	plots: { id: string; number: string }[];
	/** For stewards who act for people; empty for others. */
	people: { id: string; name: string }[];
}

const USUAL = ['courgette', 'tomato', 'cucumber', 'lettuce', 'green_bean', 'apple', 'potato', 'plum'];

/** All that the form needs. Three statements at most. */
export async function postingData(
	db: Db,
	garden: { id: string; timeZone: string },
	standing: Standing,
	now: Date,
	locale: string
): Promise<PostingData> {
	const rows = await draftRows(db)
		.where('garden_id', '=', garden.id)
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.limit(100)
		.execute();
	const own = rows.filter((row) => row.giver_id === standing.personId);
	const former = [...new Map(own.toReversed().map((row) => [titleFor(row, 'en'), row])).values()];
	return {
		former: former
			.toReversed()
			.slice(0, 4)
			.map((row) => toDraft(row, locale)),
		quick: quickCrops(rows.map(({ crop }) => crop)).map((key) => ({
			key,
			name: cropName(cropOf(key)!, locale)
		})),
		names: CROPS.map((crop) => cropName(crop, locale)).sort((a, b) => a.localeCompare(b, locale)),
		plots: await ownPlots(db, standing, dayOf(now, garden.timeZone)),
		people: runs(standing, 'people') ? await gardeners(db, garden.id) : []
	};
}

/** One lot to change or to post again; null where it is not this garden's, or not this person's to keep. */
export async function lotDraft(
	db: Db,
	standing: Standing,
	lotId: string,
	locale: string
): Promise<(LotDraft & { giverId: string; withdrawn: boolean }) | null> {
	const row = await draftRows(db)
		.where('id', '=', lotId)
		.where('garden_id', '=', standing.gardenId)
		.executeTakeFirst();
	if (!row || !canActFor(standing, row.giver_id)) return null;
	return { ...toDraft(row, locale), giverId: row.giver_id, withdrawn: row.withdrawn_at !== null };
}

function draftRows(db: Db) {
	return db
		.selectFrom('lot')
		.select(['id', 'giver_id', 'crop', 'title', 'quantity', 'unit', 'whole', 'per_person', 'audience'])
		.select(['place_kind', 'place_note', 'plot_id', 'notes', 'photo_id', 'withdrawn_at'])
		.select([sql<Date>`lower(pick_up)`.as('from'), sql<Date>`upper(pick_up)`.as('until')]);
}

type DraftRow = Awaited<ReturnType<ReturnType<typeof draftRows>['execute']>>[number];

function toDraft(row: DraftRow, locale: string): LotDraft {
	return {
		lotId: row.id,
		title: titleFor(row, locale),
		crop: row.crop,
		quantity: tidy(row.quantity),
		unit: row.unit,
		whole: row.whole,
		perPerson: row.per_person === null ? null : tidy(row.per_person),
		audience: row.audience,
		placeKind: row.place_kind,
		placeNote: row.place_note,
		plotId: row.plot_id,
		notes: row.notes,
		photoId: row.photo_id,
		from: row.from.toISOString(),
		until: row.until.toISOString()
	};
}

function quickCrops(given: readonly (string | null)[]): string[] {
	const counts = new Map<string, number>();
	for (const key of given) if (cropOf(key)) counts.set(key!, (counts.get(key!) ?? 0) + 1);
	const often = [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
	return [...new Set([...often, ...USUAL])].slice(0, 8);
}

function ownPlots(db: Db, { membershipId }: Standing, today: string) {
	return db
		.selectFrom('tenancy_holder')
		.innerJoin('tenancy', 'tenancy.id', 'tenancy_holder.tenancy_id')
		.innerJoin('plot', 'plot.id', 'tenancy.plot_id')
		.select(['plot.id', 'plot.number'])
		.where('tenancy_holder.membership_id', '=', membershipId)
		.where(sql<boolean>`tenancy.days @> ${today}::date`)
		.orderBy('plot.number')
		.execute();
}

function gardeners(db: Db, gardenId: string) {
	return db
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.select(['person.id', 'person.name'])
		.where('membership.garden_id', '=', gardenId)
		.where('membership.left_at', 'is', null)
		.where('membership.role', 'in', ['steward', 'member'])
		.where('person.erased_at', 'is', null)
		.orderBy('person.name')
		.execute();
}
