import { sql } from 'kysely';
import type { CommandContext } from '#lib/command/command.server.ts';
import { Refused, type MessageKey } from '#lib/command/refusal.ts';
import { dayOf } from '#lib/time/day.ts';
import { instantRange } from '#lib/time/range.ts';
import { instantAt } from '#lib/time/zone.server.ts';
import { cropInTitle } from './crop-search.ts';
import { cropName, cropOf } from './crops.ts';
import type { Lot } from './lots.server.ts';
import { refuseLot } from './refusals.server.ts';
import { canPost } from './rules.ts';
import type { LotInput } from './schema.ts';
import '#features/gardens/tables.ts';
import '#features/photos/tables.ts';
import '#features/plots/tables.ts';

type Asker = Pick<CommandContext, 'tx' | 'actor' | 'now'>;

/**
 * The columns of a lot from what was given, times read on the garden's clock. Refused: what cannot be posted,
 * a plot or photo that is not this garden's, a place that nobody would find. `before`: the lot that it changes.
 */
export async function lotValues(asker: Asker, gardenId: string, input: LotInput, before?: Lot) {
	const garden = await surroundings(asker, gardenId, input);
	const from = input.from ? readTime(input.from, garden.time_zone) : (before?.from ?? asker.now);
	const until = readTime(input.until, garden.time_zone);
	const perPerson = input.whole ? null : (input.perPerson ?? null);
	const { quantity, unit, whole } = input;
	const fault = canPost({ quantity, unit, whole, perPerson, from, until }, asker.now, before);
	if (fault) throw refuseLot(fault);
	const onPlot = input.placeKind === 'plot' && Boolean(input.plotId);
	if (onPlot && !garden.has_plot) throw refuse('harvest_refused_plot', 'place');
	const vague =
		input.placeKind === 'other' || input.placeKind === 'home' || (input.placeKind === 'plot' && !onPlot);
	if (vague && !input.placeNote) throw refuse('harvest_refused_place_note', 'placeNote');
	// A photo may be used again by who added it; a changed lot keeps its own.
	if (input.photoId && input.photoId !== before?.photoId && !garden.has_photo)
		throw refuse('harvest_refused_photo', 'photo');
	return {
		...named(input, asker.actor.locale),
		quantity,
		unit,
		whole,
		per_person: perPerson,
		audience: input.audience,
		place_kind: input.placeKind,
		place_note: input.placeNote,
		plot_id: onPlot ? (input.plotId ?? null) : null,
		pick_up: instantRange(from, until),
		notes: input.notes,
		photo_id: input.photoId === undefined ? (before?.photoId ?? null) : input.photoId
	};
}

function surroundings({ tx, actor }: Asker, gardenId: string, { plotId, photoId }: LotInput) {
	return tx
		.selectFrom('garden')
		.select('time_zone')
		.select(
			sql<boolean>`exists (select 1 from plot where plot.id = ${plotId ?? null} and plot.garden_id = garden.id)`.as(
				'has_plot'
			)
		)
		.select(
			sql<boolean>`exists (
				select 1 from photo where photo.id = ${photoId ?? null} and photo.garden_id = garden.id
				and (photo.added_by = ${actor.personId} or exists (
					select 1 from lot where lot.photo_id = photo.id and lot.giver_id = ${actor.personId}))
			)`.as('has_photo')
		)
		.where('id', '=', gardenId)
		.executeTakeFirstOrThrow();
}

/** An instant with its offset, or a time on the garden's clock. Refuses days that do not exist. */
export function readTime(text: string, zone: string): Date {
	const local = !/(Z|[+-]\d\d:?\d\d)$/.test(text);
	try {
		const instant = local ? instantAt(text.slice(0, 10), text.slice(11), zone) : new Date(text);
		if (Number.isNaN(instant.getTime())) throw new Error('Not a time');
		// What lies beyond any calendar of ours is refused here; the database has an end of time too.
		dayOf(instant, zone);
		if (instant.getUTCFullYear() < 1970 || instant.getUTCFullYear() > 9000) throw new Error('Not a time');
		return instant;
	} catch {
		throw new Refused({ code: 'unprocessable', key: 'harvest_refused_time', field: 'until' });
	}
}

function named({ crop, title }: LotInput, locale = 'en'): { crop: string | null; title: string } {
	const known = crop === undefined ? cropInTitle(title ?? '') : cropOf(crop);
	return { crop: known?.key ?? null, title: title || (known ? cropName(known, locale) : '') };
}

function refuse(key: MessageKey, field: string): Refused {
	return new Refused({ code: 'unprocessable', key, field });
}
