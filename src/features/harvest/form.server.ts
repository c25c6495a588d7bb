import type { RequestEvent } from '@sveltejs/kit';
import { addFormPhoto } from '#features/photos/upload.server.ts';
import type { FormReader } from '#lib/command/form.ts';
import { lotFields } from './form-commands.ts';

/** Reads the lot's form as the fields of `harvest.post` and `harvest.change`; a photo in it is added first. */
export async function readLotForm({ locals }: RequestEvent, form: FormReader, gardenId: string) {
	const fields = lotFields(form);
	// The photo last: it is work, and what it costs should not be spent on a form that cannot be read.
	const added = await addFormPhoto(locals, form, gardenId);
	return added ? { ...fields, photoId: added } : fields;
}
