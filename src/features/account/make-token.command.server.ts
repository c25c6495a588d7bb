import * as v from 'valibot';
import { hashSecret, newSecret } from '#lib/auth/secrets.server.ts';
import { defineCommand, isOperator } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes an API token for a person. The operator alone may; the token is in the answer and nowhere else. */
export const makeToken = defineCommand({
	name: 'account.makeToken',
	version: 1,
	input: v.object({
		personId: v.pipe(v.string(), v.uuid()),
		label: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80)),
		days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))
	}),
	result: v.object({ token: v.string() }),
	volatile: true,
	async guard({ tx, actor }, { personId }) {
		if (!isOperator(actor)) throw notFound();
		const person = await tx
			.selectFrom('person')
			.select('id')
			.where('id', '=', personId)
			.where('erased_at', 'is', null)
			.executeTakeFirst();
		if (!person) throw notFound();
	},
	async run({ tx, id, now }, { personId, label, days }) {
		const token = newSecret();
		const expires_at = new Date(now.getTime() + days * DAY_MS);
		const row = {
			id,
			token_hash: hashSecret(token),
			person_id: personId,
			label,
			created_at: now,
			expires_at
		};
		await tx.insertInto('api_token').values(row).execute();
		return {
			result: { token },
			activity: {
				gardenId: null,
				subject: { kind: 'api_token', id },
				forPersonId: personId,
				data: { what: label }
			}
		};
	}
});
