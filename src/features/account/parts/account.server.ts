import type { PersonPart } from '#lib/auth/person-part.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';

/** The account itself: contacts, sessions, tokens. Erased, the row stays without a name, for the record of others. */
export const accountPart: PersonPart = {
	name: 'account',
	async collect(db, personId) {
		const person = await db
			.selectFrom('person')
			.select(['id', 'name', 'email', 'email_confirmed_at as emailConfirmedAt', 'phone', 'locale', 'theme'])
			.select(['created_at as createdAt'])
			.where('id', '=', personId)
			.executeTakeFirstOrThrow();
		const devices = await db
			.selectFrom('session')
			.select(['device', 'created_at as signedInAt', 'expires_at as until'])
			.where('person_id', '=', personId)
			.orderBy('created_at')
			.execute();
		const apiTokens = await db
			.selectFrom('api_token')
			.select(['label', 'created_at as createdAt', 'expires_at as until', 'revoked_at as revokedAt'])
			.where('person_id', '=', personId)
			.orderBy('created_at')
			.execute();
		const activity = await db
			.selectFrom('activity')
			.leftJoin('garden', 'garden.id', 'activity.garden_id')
			.select(['at', 'command', 'garden.name as garden'])
			.where('actor_id', '=', personId)
			.orderBy('activity.id')
			.execute();
		return { ...person, devices, apiTokens, activity };
	},
	async erase(tx, personId, now) {
		const { locale } = await tx
			.selectFrom('person')
			.select('locale')
			.where('id', '=', personId)
			.executeTakeFirstOrThrow();
		const name = sentence('account_somebody_who_left', undefined, isLocale(locale) ? locale : 'en');
		const gone = { email: null, email_confirmed_at: null, phone: null, password_hash: null, erased_at: now };
		await tx
			.updateTable('person')
			.set({ name, ...gone })
			.where('id', '=', personId)
			.execute();
		for (const table of ['session', 'one_time_link', 'known_device', 'api_token'] as const)
			await tx.deleteFrom(table).where('person_id', '=', personId).execute();
	}
};
