import { sql } from 'kysely';
import type { MapFeatureKind } from '#features/gardens/tables.ts';
import type { CommandContext } from '#lib/command/command.server.ts';
import { Refused, type MessageKey } from '#lib/command/refusal.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import { subjectParts } from './rules.ts';
import '#features/photos/tables.ts';
import '#features/plots/tables.ts';

type Asker = Pick<CommandContext, 'tx' | 'actor'>;
type Given = { gardenId: string; subject: string; what: string; photoId?: string | null | undefined };

/**
 * The columns that say what is broken, its name kept in words: what is removed from the map later on must not
 * leave a report about nothing. Refuses (throws) what is not in this garden, and a photo that is not the sender's.
 */
export async function subjectColumns(asker: Asker, given: Given) {
	const { kind, id } = subjectParts(given.subject);
	const found = await look(asker, given, kind === 'feature' ? id : null, kind === 'plot' ? id : null);
	if (id && !found.kind && !found.number) throw refuse('defects_refused_subject', 'subject');
	if (given.photoId && !found.has_photo) throw refuse('defects_refused_photo', 'photo');
	return {
		feature_id: kind === 'feature' ? id : null,
		plot_id: kind === 'plot' ? id : null,
		what: id ? wordsFor(found, asker.actor.locale).slice(0, 80) : given.what,
		photo_id: given.photoId ?? null
	};
}

interface Found {
	kind: MapFeatureKind | null;
	name: string | null;
	number: string | null;
	has_photo: boolean;
}

async function look(
	{ tx, actor }: Asker,
	{ gardenId, photoId }: Given,
	featureId: string | null,
	plotId: string | null
): Promise<Found> {
	const { rows } = await sql<Found>`
		select feature.kind, feature.name, plot.number, exists (
			select 1 from photo
			where photo.id = ${photoId ?? null} and photo.garden_id = garden.id and photo.added_by = ${actor.personId}
		) as has_photo
		from garden
		left join map_feature as feature on feature.garden_id = garden.id and feature.id = ${featureId}
		left join plot on plot.garden_id = garden.id and plot.id = ${plotId}
		where garden.id = ${gardenId}`.execute(tx);
	return rows[0]!;
}

/** As the map names it (gardens/plan-parts.ts), in the language of whoever reports. */
function wordsFor({ kind, name, number }: Found, locale = 'en'): string {
	const language = isLocale(locale) ? locale : 'en';
	if (!kind) return sentence('plots_named', { number: number ?? '' }, language);
	const word = sentence(`gardens_kind_${kind}`, undefined, language);
	if (!name) return word;
	return [...name].length > 3 ? name : sentence('gardens_kind_named', { kind: word, name }, language);
}

function refuse(key: MessageKey, field: string): Refused {
	return new Refused({ code: 'unprocessable', key, field });
}
