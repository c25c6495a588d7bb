import { createHash } from 'node:crypto';
import type { FormReader } from '#lib/command/form.ts';
import type { Actor } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { House } from '#lib/house/house.server.ts';

/**
 * Adds the photo of a page's form, if one was chosen, and answers its id. Refused (thrown): with the form's
 * own field. The photo's command id follows from the form's, so that a form sent twice adds one photo.
 */
export async function addFormPhoto(
	{ house, actor }: { house: Pick<House, 'send'>; actor: Actor },
	form: FormReader,
	gardenId: string,
	field = 'photo'
): Promise<string | undefined> {
	const image = await form.file(field);
	if (!image) return undefined;
	const formId = form.text('commandId');
	const id = formId ? idAfter(formId, field) : newId();
	const answer = await house.send(actor, { id, name: 'photos.add', input: { gardenId, image } });
	if (!answer.ok) throw new Refused({ ...answer.refusal, field });
	return (answer.result as { photoId: string }).photoId;
}

/** A UUID that follows from another and a word (RFC 9562 §5.4 in form, version 4). */
function idAfter(id: string, word: string): string {
	const hash = createHash('sha256').update(`${id} ${word}`).digest();
	hash[6] = (hash[6]! & 0x0f) | 0x40;
	hash[8] = (hash[8]! & 0x3f) | 0x80;
	const hex = hash.toString('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
		'-'
	);
}
