import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import { newPasswordHash, requireOwnPassword, selfOf } from '../own-password.server.ts';
import { GivenPassword, NewPassword, Secret } from '../schema.ts';
import { requirePerson } from '#features/members/access.server.ts';

/** Sets one's own password; one's sessions on other devices end. */
export const changePassword = defineCommand({
	name: 'account.changePassword',
	version: 1,
	input: v.object({
		currentPassword: v.optional(GivenPassword),
		password: NewPassword,
		/** The session that goes on; without it all end. */
		session: v.optional(Secret)
	}),
	result: v.object({}),
	secret: ['currentPassword', 'password', 'session'],
	async prepare({ currentPassword, password }, { personId }, { db }, now) {
		const self = await selfOf(db, personId);
		await requireOwnPassword(db, self, currentPassword, now);
		return { hash: await newPasswordHash(password, [self.name, self.email]) };
	},
	guard: ({ actor }) => requirePerson(actor),
	async run({ tx }, { session }, personId, { hash }) {
		await tx.updateTable('person').set({ password_hash: hash }).where('id', '=', personId).execute();
		await tx
			.deleteFrom('session')
			.where('person_id', '=', personId)
			.where('id_hash', '<>', hashSecret(session ?? ''))
			.execute();
		const subject = { kind: 'person', id: personId };
		return { result: {}, activity: { gardenId: null, subject } };
	}
});
