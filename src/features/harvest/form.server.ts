import type { RequestEvent } from '@sveltejs/kit';
import { addFormPhoto } from '#features/photos/upload.server.ts';
import type { FormReader } from '#lib/command/form.ts';

/** Value of the choice "another time". */
export const OTHER_TIME = 'other';

/**
 * Reads the lot's form as the fields of `harvest.post` and `harvest.change`; a photo in it is added first.
 * What is written counts before the picture that was tapped.
 */
export async function readLotForm(event: RequestEvent, form: FormReader, gardenId: string) {
	const [placeKind, plotId] = form.text('place').split(':');
	const title = form.text('title');
	const until = form.text('until') || OTHER_TIME;
	const fields = {
		...(title ? { title } : { crop: form.optional('crop') }),
		quantity: form.text('quantity'),
		unit: form.text('unit'),
		whole: form.flag('whole'),
		perPerson: form.optional('perPerson'),
		audience: form.optional('audience'),
		placeKind,
		plotId: plotId || undefined,
		placeNote: form.text('placeNote'),
		from: until === OTHER_TIME ? form.optional('from') : undefined,
		until: until === OTHER_TIME ? form.text('untilTime') : until,
		notes: form.text('notes')
	};
	// The photo last: it is work, and what it costs should not be spent on a form that cannot be read.
	return { ...fields, photoId: await photoOf(event, form, gardenId) };
}

async function photoOf(
	event: RequestEvent,
	form: FormReader,
	gardenId: string
): Promise<string | null | undefined> {
	const { house, actor } = event.locals;
	const added = await addFormPhoto({ house, actor }, form, gardenId);
	if (added) return added;
	if (form.flag('removePhoto')) return null;
	return form.optional('photoId');
}
