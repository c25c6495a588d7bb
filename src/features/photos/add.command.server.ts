import * as v from 'valibot';
import { requireStanding, standingOf } from '#features/members/access.server.ts';
import { gardens } from '#features/members/rules.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { encodePhoto } from './encode.server.ts';
import { databaseStore } from './store.server.ts';

/** Keeps a photo in a garden, for a lot that is about to name it. What nothing names is cleared away later. */
export const addPhoto = defineCommand({
	name: 'photos.add',
	version: 1,
	input: v.object({ gardenId: v.pipe(v.string(), v.uuid()), image: v.instance(Uint8Array) }),
	result: v.object({ photoId: v.string(), width: v.number(), height: v.number() }),
	secret: ['image'],
	binary: true,
	async prepare({ gardenId, image }, actor, { db }) {
		// Reading a picture is work: strangers do not get to ask for it.
		if (!gardens(await standingOf(db, gardenId, actor.personId))) throw notFound();
		return encodePhoto(image);
	},
	async guard(context, { gardenId }) {
		const standing = await requireStanding(context, gardenId);
		if (!gardens(standing)) throw notFound();
		return standing;
	},
	async run({ tx, id, now }, { gardenId }, { personId }, { width, height, sizes }) {
		const photo = { id, garden_id: gardenId, added_by: personId, width, height, created_at: now };
		await tx.insertInto('photo').values(photo).execute();
		await databaseStore.put(tx, id, sizes);
		return {
			result: { photoId: id, width, height },
			activity: { gardenId, subject: { kind: 'photo', id }, data: {} }
		};
	}
});
