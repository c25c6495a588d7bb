import { sql } from 'kysely';
import { gardens, type Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import { compare, least, minus, plus, tidy } from '#lib/quantity/quantity.ts';
import { cropOf, titleFor } from './crops.ts';
import { canKeep } from './rules.ts';
import type { LotView, MyClaim } from './view.ts';
import '#features/gardens/tables.ts';
import '#features/photos/tables.ts';
import '#features/plots/tables.ts';
import '#lib/auth/tables.ts';
import './tables.ts';

/** Who looks at lots, and in which language. `standing` is null for visitors and strangers. */
export interface Reader {
	personId: string | null;
	standing: Standing | null;
	locale: string;
}

/** Lots with all that a card shows, and the reader's own live claim. To be narrowed by the caller. */
export function lotRows(db: Db, personId: string | null) {
	return db
		.selectFrom('lot')
		.innerJoin('person as giver', 'giver.id', 'lot.giver_id')
		.leftJoin('plot', 'plot.id', 'lot.plot_id')
		.leftJoin('photo', 'photo.id', 'lot.photo_id')
		.leftJoin('claim as mine', (join) =>
			join
				.onRef('mine.lot_id', '=', 'lot.id')
				.on('mine.person_id', '=', personId)
				.on('mine.state', 'in', ['reserved', 'picked_up'])
		)
		.select([
			'lot.id',
			'lot.garden_id',
			'lot.giver_id',
			'lot.crop',
			'lot.title',
			'lot.quantity',
			'lot.claimed'
		])
		.select(['lot.unit', 'lot.whole', 'lot.per_person', 'lot.audience', 'lot.place_kind', 'lot.place_note'])
		.select(['lot.notes', 'lot.withdrawn_at', 'giver.name as giver_name', 'plot.number as plot_number'])
		.select(['photo.id as photo_id', 'photo.width as photo_width', 'photo.height as photo_height'])
		.select(['mine.id as claim_id', 'mine.quantity as claim_quantity', 'mine.state as claim_state'])
		.select(['mine.code as claim_code', 'mine.note as claim_note'])
		.select([sql<Date>`lower(lot.pick_up)`.as('from'), sql<Date>`upper(lot.pick_up)`.as('until')])
		.select(
			sql<number>`(
				select count(*)::int from claim where claim.lot_id = lot.id and claim.state = 'reserved'
			)`.as('coming')
		);
}

export type LotRow = Awaited<ReturnType<ReturnType<typeof lotRows>['execute']>>[number];

/** What of the row this reader may see: no names for the public, no home's address before a claim. */
export function toView(row: LotRow, { standing, personId, locale }: Reader): LotView {
	const crop = cropOf(row.crop);
	const own = row.giver_id === personId;
	const claim = toClaim(row);
	const keeps = canKeep({ giverId: row.giver_id }, standing);
	return {
		id: row.id,
		title: titleFor(row, locale),
		crop: crop?.key ?? null,
		kind: crop?.kind ?? 'other',
		tint: crop?.tint ?? 'soil',
		...amounts(row, claim),
		unit: row.unit,
		whole: row.whole,
		audience: row.audience,
		place: {
			kind: row.place_kind,
			note: row.place_kind === 'home' && !claim && !keeps ? '' : row.place_note,
			plot: row.plot_number
		},
		from: row.from.toISOString(),
		until: row.until.toISOString(),
		notes: row.notes,
		photo: row.photo_id ? { id: row.photo_id, width: row.photo_width!, height: row.photo_height! } : null,
		giver: gardens(standing) || claim ? row.giver_name : null,
		own,
		coming: keeps ? row.coming : 0,
		claim,
		withdrawn: row.withdrawn_at !== null
	};
}

function amounts(row: LotRow, claim: MyClaim | null) {
	const left = minus(tidy(row.quantity), tidy(row.claimed));
	const perPerson = row.per_person === null ? null : tidy(row.per_person);
	const reach = claim ? plus(left, claim.quantity) : left;
	const most = perPerson && !row.whole ? least(reach, perPerson) : reach;
	return { quantity: tidy(row.quantity), left, most, perPerson };
}

function toClaim(row: LotRow): MyClaim | null {
	if (!row.claim_id) return null;
	return {
		id: row.claim_id,
		quantity: tidy(row.claim_quantity!),
		state: row.claim_state as MyClaim['state'],
		code: row.claim_code!,
		note: row.claim_note!
	};
}

/** True while there is something left to claim. */
export function hasLeft({ left }: Pick<LotView, 'left'>): boolean {
	return compare(left, '0') > 0;
}
