import * as v from 'valibot';
import { requirePerson } from '#features/members/access.server.ts';
import { personParts } from '#features/person-parts.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { requireNotLastSteward } from '../last-steward.server.ts';
import { requireOwnPassword, selfOf } from '../own-password.server.ts';
import { GivenPassword } from '../schema.ts';

/**
 * Deletes one's own account: contacts, sessions and all that is only one's own. What others need for the
 * record stays, without the name. Refused to the last steward of a garden.
 */
export const deleteAccount = defineCommand({
	name: 'account.delete',
	version: 1,
	input: v.object({
		currentPassword: v.optional(GivenPassword),
		sure: v.literal(true, 'account_delete_tick')
	}),
	result: v.object({}),
	secret: ['currentPassword'],
	async prepare({ currentPassword }, { personId }, { db }, now) {
		await requireOwnPassword(db, await selfOf(db, personId), currentPassword, now);
	},
	async guard({ tx, actor }) {
		const personId = requirePerson(actor);
		await requireNotLastSteward(tx, personId);
		return personId;
	},
	async run({ tx, now }, _, personId) {
		const memberships = await tx
			.selectFrom('membership')
			.select(['id as membershipId', 'garden_id as gardenId', 'person_id as personId'])
			.where('person_id', '=', personId)
			.where('left_at', 'is', null)
			.execute();
		for (const leaving of memberships) for (const part of personParts) await part.leave?.(tx, leaving, now);
		for (const part of personParts) await part.erase?.(tx, personId, now);
		return { result: {}, activity: { gardenId: null, subject: { kind: 'person', id: personId } } };
	}
});
