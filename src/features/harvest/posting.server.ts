import { sql } from 'kysely';
import { canActFor, runs, type Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import { tidy } from '#lib/quantity/quantity.ts';
import { dayOf } from '#lib/time/day.ts';
import { CROPS, cropName, cropOf, titleFor } from './crops.ts';
import { localTime } from './times.ts';
import type { LotDraft, LotFormData } from './view.ts';
import '#features/members/tables.ts';
import '#features/plots/tables.ts';
import '#lib/auth/tables.ts';
import './tables.ts';

const USUAL = ['courgette', 'tomato', 'cucumber', 'lettuce', 'green_bean', 'apple', 'potato', 'plum'];

/**
 * All that the form needs, filled in from `draft` where one is taken up again. `changes`: the draft's own
 * window stands, else the usual choices do. Three statements at most.
 */
export async function lotFormData(
	db: Db,
	garden: { timeZone: string },
	standing: Standing,
	asked: { now: Date; locale: string; draft?: LotDraft | null; changes?: boolean }
): Promise<LotFormData> {
	const { now, locale, draft = null, changes = false } = asked;
	const rows = await draftRows(db)
		.where('garden_id', '=', standing.gardenId)
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.limit(100)
		.execute();
	const plots = await ownPlots(db, standing, dayOf(now, garden.timeZone), draft?.plotId ?? null);
	const local = (instant: string) => localTime(new Date(instant), garden.timeZone);
	return {
		gardenId: standing.gardenId,
		draft,
		former: formerOf(
			rows.filter((row) => row.giver_id === standing.personId),
			locale
		),
		quick: quickCrops(rows.map(({ crop }) => crop)).map((key) => ({
			key,
			name: cropName(cropOf(key)!, locale)
		})),
		names: CROPS.map((crop) => cropName(crop, locale)).sort((a, b) => a.localeCompare(b, locale)),
		plots,
		people: await peopleToHelp(db, standing),
		madeAt: now.toISOString(),
		...(draft && changes ? { from: local(draft.from), until: local(draft.until) } : {})
	};
}

/** The newest of each name, newest first. */
function formerOf(rows: readonly DraftRow[], locale: string): LotDraft[] {
	const newest = new Map(rows.toReversed().map((row) => [titleFor(row, 'en'), row]));
	const kept = new Set(newest.values());
	return rows
		.filter((row) => kept.has(row))
		.slice(0, 4)
		.map((row) => toDraft(row, locale));
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

/** The plots that the person holds today, and the one that the draft names. */
function ownPlots(db: Db, { membershipId, gardenId }: Standing, today: string, alsoId: string | null) {
	return db
		.selectFrom('plot')
		.select(['plot.id', 'plot.number'])
		.where('plot.garden_id', '=', gardenId)
		.where((w) =>
			w.or([
				w('plot.id', '=', alsoId),
				w.exists(
					w
						.selectFrom('tenancy')
						.innerJoin('tenancy_holder', 'tenancy_holder.tenancy_id', 'tenancy.id')
						.select('tenancy.id')
						.whereRef('tenancy.plot_id', '=', 'plot.id')
						.where('tenancy_holder.membership_id', '=', membershipId)
						.where(sql<boolean>`tenancy.days @> ${today}::date`)
				)
			])
		)
		.orderBy('plot.number')
		.execute();
}

/** The gardeners for whom a steward of people may give and claim; empty for everybody else. */
export async function peopleToHelp(
	db: Db,
	standing: Standing | null
): Promise<{ id: string; name: string }[]> {
	if (!standing || !runs(standing, 'people')) return [];
	return db
		.selectFrom('membership')
		.innerJoin('person', 'person.id', 'membership.person_id')
		.select(['person.id', 'person.name'])
		.where('membership.garden_id', '=', standing.gardenId)
		.where('membership.left_at', 'is', null)
		.where('membership.role', 'in', ['steward', 'member'])
		.where('person.id', '<>', standing.personId)
		.where('person.erased_at', 'is', null)
		.orderBy('person.name')
		.execute();
}
