import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { MapFeatureKind } from '#features/gardens/tables.ts';
import type { Standing } from '#features/members/rules.ts';
import type { Db } from '#lib/db/database.server.ts';
import { canMend, type SubjectKind } from './rules.ts';
import '#features/photos/tables.ts';
import '#features/plots/tables.ts';
import '#lib/auth/tables.ts';
import './tables.ts';

/** Open ones and, below them, the last that were mended. */
export const MOST_SHOWN = 200;

/** What a defect is about, with all that naming it takes; `what` is its name at the time of the report. */
export interface Subject {
	kind: SubjectKind;
	id: string | null;
	what: string;
	/** Of a thing on the map. */
	feature: { kind: MapFeatureKind; name: string } | null;
	/** Of a plot. */
	number: string | null;
}

/** A defect as those who garden here see it; times in ISO, names null where somebody has left for good. */
export interface DefectView {
	id: string;
	subject: Subject;
	details: string;
	photo: { id: string; width: number; height: number } | null;
	reportedAt: string;
	reporter: string | null;
	mended: { at: string; by: string | null; note: string } | null;
	mayMend: boolean;
}

/** The defects of a garden, what is broken first, each part newest first. For gardeners: the caller guards. One statement. */
export async function gardenDefects(db: Db, standing: Standing): Promise<DefectView[]> {
	const rows = await defectRows(db, standing.gardenId);
	return rows.map((row) => ({
		id: row.id,
		subject: subjectOf(row),
		details: row.details,
		photo:
			row.photo_id && row.width && row.height
				? { id: row.photo_id, width: row.width, height: row.height }
				: null,
		reportedAt: row.reported_at.toISOString(),
		reporter: row.reporter,
		mended: row.mended_at && { at: row.mended_at.toISOString(), by: row.mender, note: row.note ?? '' },
		mayMend: canMend(standing, row.reporter_id)
	}));
}

function defectRows(db: Db, gardenId: string) {
	return db
		.selectFrom('defect')
		.leftJoin('map_feature as feature', 'feature.id', 'defect.feature_id')
		.leftJoin('plot', 'plot.id', 'defect.plot_id')
		.leftJoin('photo', 'photo.id', 'defect.photo_id')
		.leftJoin('person as reporter', (join) =>
			join.onRef('reporter.id', '=', 'defect.reporter_id').on('reporter.erased_at', 'is', null)
		)
		.leftJoin('person as mender', (join) =>
			join.onRef('mender.id', '=', 'defect.mended_by').on('mender.erased_at', 'is', null)
		)
		.select(['defect.id', 'defect.reporter_id', 'feature_id', 'plot_id', 'what', 'details', 'photo_id'])
		.select(['reported_at', 'mended_at', 'photo.width', 'photo.height', 'plot.number'])
		.select(['feature.kind', 'feature.name', 'reporter.name as reporter', 'mender.name as mender'])
		.select(
			sql<string | null>`(
				select note from defect_event as event where event.defect_id = defect.id and event.kind = 'mended'
				order by event.at desc, event.id desc limit 1
			)`.as('note')
		)
		.where('defect.garden_id', '=', gardenId)
		.orderBy(sql`mended_at is not null`)
		.orderBy(sql`coalesce(mended_at, reported_at)`, 'desc')
		.orderBy('defect.id')
		.limit(MOST_SHOWN)
		.execute();
}

type Row = Awaited<ReturnType<typeof defectRows>>[number];

function subjectOf({ feature_id, plot_id, what, kind, name, number }: Row): Subject {
	return {
		kind: feature_id ? 'feature' : plot_id ? 'plot' : 'other',
		id: feature_id ?? plot_id,
		what,
		feature: kind && { kind, name: name ?? '' },
		number
	};
}

/** A defect that is not mended, in short. */
export interface OpenDefect {
	id: string;
	/** As a choice of the report's form: 'feature:<id>' or 'plot:<id>'. */
	subject: string;
	/** The beginning of what was said of it. */
	details: string;
	reportedAt: string;
}

/**
 * What is broken of the plots and the things on the map, newest first; of one plot where its id is given. For
 * gardeners: the caller guards. One statement.
 */
export async function openDefects(db: Db, gardenId: string, plotId?: string): Promise<OpenDefect[]> {
	const rows = await db
		.selectFrom('defect')
		.select(['id', 'reported_at'])
		.select(sql<string>`left(details, 160)`.as('details'))
		.select(sql<string>`coalesce('feature:' || feature_id, 'plot:' || plot_id)`.as('subject'))
		.where('garden_id', '=', gardenId)
		.where('mended_at', 'is', null)
		.where((eb) => eb.or([eb('feature_id', 'is not', null), eb('plot_id', 'is not', null)]))
		.$if(plotId !== undefined, (query) => query.where('plot_id', '=', plotId!))
		.orderBy('reported_at', 'desc')
		.orderBy('id')
		.limit(MOST_SHOWN)
		.execute();
	return rows.map(({ reported_at, ...row }) => ({ ...row, reportedAt: reported_at.toISOString() }));
}

/** What there is in a garden to report about. For gardeners: the caller guards. One statement. */
export async function reportChoices(db: Db, gardenId: string) {
	return db
		.selectFrom('garden')
		.select((eb) => [
			jsonArrayFrom(
				eb
					.selectFrom('map_feature')
					.select(['id', 'kind', 'name'])
					.whereRef('garden_id', '=', 'garden.id')
					.where('kind', '<>', 'path')
					.orderBy('kind')
					.orderBy('name')
			).as('features'),
			jsonArrayFrom(
				eb.selectFrom('plot').select(['id', 'number']).whereRef('garden_id', '=', 'garden.id')
			).as('plots')
		])
		.where('id', '=', gardenId)
		.executeTakeFirstOrThrow();
}
