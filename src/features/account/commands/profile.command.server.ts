import * as v from 'valibot';
import { requirePerson } from '#features/members/access.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { confirmLimit, requireTry } from '../limits.server.ts';
import { LINK_QUEUE } from '../link-mail.ts';
import { requireOwnPassword, selfOf } from '../own-password.server.ts';
import { requireNameToSignIn } from '../people.server.ts';
import { Email, GivenPassword, Language, PersonName, Phone, Theme } from '../schema.ts';

/** Changes one's own name, phone, language or look; what is left out stays. */
export const changeProfile = defineCommand({
	name: 'account.changeProfile',
	version: 1,
	input: v.object({
		name: v.optional(PersonName),
		/** null takes the number away. */
		phone: v.optional(v.nullable(Phone)),
		locale: v.optional(Language),
		theme: v.optional(Theme)
	}),
	result: v.object({}),
	guard: ({ actor }) => requirePerson(actor),
	async run({ tx }, changes, personId) {
		if (changes.name !== undefined) {
			const person = await tx
				.selectFrom('person')
				.select('email')
				.where('id', '=', personId)
				.executeTakeFirst();
			if (!person?.email) await requireNameToSignIn(tx, changes.name, personId);
		}
		if (Object.values(changes).some((value) => value !== undefined))
			await tx.updateTable('person').set(changes).where('id', '=', personId).execute();
		// Told to the devices of those who may see it; a language or a look is nobody else's.
		const contacts = changes.name !== undefined || changes.phone !== undefined;
		const subject = { kind: 'person', id: personId };
		return { result: {}, activity: { gardenId: null, subject, data: contacts ? { contacts } : {} } };
	}
});

/**
 * Changes one's own e-mail address, or takes it away (null). A link goes to the new address. An address that
 * was confirmed stays in use until the new one is confirmed. Whether somebody else has the address is not told.
 */
export const changeEmail = defineCommand({
	name: 'account.changeEmail',
	version: 1,
	input: v.object({ email: v.nullable(Email), currentPassword: v.optional(GivenPassword) }),
	result: v.object({ mailedTo: v.nullable(v.string()) }),
	secret: ['currentPassword'],
	async prepare({ email, currentPassword }, { personId }, { db }, now) {
		const self = await selfOf(db, personId);
		await requireOwnPassword(db, self, currentPassword, now);
		if (email !== null) await requireTry(db, confirmLimit(self.id), now, 'account_too_many_links');
		return { confirmed: self.email_confirmed_at !== null };
	},
	guard: ({ actor }) => requirePerson(actor),
	async run({ tx, jobs, actor }, { email }, personId, { confirmed }) {
		const person = tx.updateTable('person').where('id', '=', personId);
		if (email === null) {
			const { name } = await tx
				.selectFrom('person')
				.select('name')
				.where('id', '=', personId)
				.executeTakeFirstOrThrow();
			await requireNameToSignIn(tx, name, personId);
			await person.set({ email: null, email_confirmed_at: null }).execute();
		} else {
			if (!confirmed) await person.set({ email }).execute();
			await jobs.send(LINK_QUEUE, {
				purpose: 'confirm_email',
				email,
				personId,
				locale: actor.locale ?? 'en'
			});
		}
		const subject = { kind: 'person', id: personId };
		return { result: { mailedTo: email }, activity: { gardenId: null, subject, data: { contacts: true } } };
	}
});
