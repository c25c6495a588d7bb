import * as v from 'valibot';
import { ROLES } from '#features/members/schema.ts';
import { Flag, Id, or, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { gardensOf } from './queries.server.ts';

const me = defineRead({
	name: 'account.me',
	path: '/me',
	summary: 'You, and the gardens that you are in.',
	reader: 'person',
	params: v.object({}),
	result: v.strictObject({
		...{ personId: Id, name: Text, email: or(Text), emailConfirmed: Flag, phone: or(Text), locale: Text },
		gardens: v.array(
			v.strictObject({
				...{ id: Id, slug: Text, name: Text, role: v.picklist(ROLES), demo: Flag },
				membershipId: Id
			})
		)
	}),
	async read({ db, personId }) {
		if (!personId) throw notFound();
		const person = await db
			.selectFrom('person')
			.select(['name', 'email', 'email_confirmed_at', 'phone', 'locale'])
			.where('id', '=', personId)
			.executeTakeFirst();
		if (!person) throw notFound();
		const { email_confirmed_at, ...facts } = person;
		const gardens = await gardensOf(db, personId);
		return { personId, ...facts, emailConfirmed: email_confirmed_at !== null, gardens };
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [me];
