import * as v from 'valibot';
import { isKnownDevice } from '#lib/auth/devices.server.ts';
import { makeLink } from '#lib/auth/links.server.ts';
import { defineCommand, isOperator } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { limitsOf, requireTry } from '../limits.server.ts';
import { LINK_QUEUE } from '../link-mail.ts';
import { candidatesFor, personOfEmail } from '../people.server.ts';
import { Email, Secret } from '../schema.ts';

/**
 * Asks for a link by mail: to sign in, or to set a new password. It does not look whether there is an account
 * and always queues the same job, so neither the answer nor its time tells; the job decides what to mail.
 */
export const askForLink = defineCommand({
	name: 'account.askForLink',
	version: 1,
	input: v.object({ email: Email, purpose: v.picklist(['sign_in', 'reset']), device: v.optional(Secret) }),
	result: v.object({}),
	secret: ['email', 'device'],
	sender: 'nobody',
	async prepare({ email, purpose, device }, { address }, { db }, now) {
		const candidates = await candidatesFor(db, email);
		const known = await isKnownDevice(
			db,
			device,
			candidates.map(({ id }) => id)
		);
		const limits = limitsOf('link', {
			who: `${purpose} ${email}`,
			address,
			device: known && device ? device : null
		});
		await requireTry(db, limits, now, 'account_too_many_links');
	},
	// Anybody may ask; the answer is mailed to the address and tells the sender nothing.
	guard() {},
	async run({ jobs, actor }, { email, purpose }) {
		await jobs.send(LINK_QUEUE, { purpose, email, locale: actor.locale ?? 'en' });
		return { result: {}, activity: { gardenId: null, subject: null } };
	}
});

/**
 * Makes the link that a job is about to mail: the token exists in that process and in the mail alone, never in
 * the job's row. Without an account there is no token, and the mail says so.
 */
export const issueLink = defineCommand({
	name: 'account.issueLink',
	version: 1,
	input: v.object({
		purpose: v.picklist(['sign_in', 'reset', 'confirm_email']),
		email: Email,
		personId: v.optional(v.pipe(v.string(), v.uuid()))
	}),
	result: v.object({
		token: v.nullable(v.string()),
		name: v.nullable(v.string()),
		locale: v.nullable(v.string())
	}),
	secret: ['email'],
	volatile: true,
	guard({ actor }) {
		if (!isOperator(actor)) throw notFound();
	},
	async run({ tx, now }, { purpose, email, personId }) {
		const person = await receiver(tx, email, personId);
		const token = person ? await makeLink(tx, { personId: person.id, email, purpose }, now) : null;
		return {
			result: { token, name: person?.name ?? null, locale: person?.locale ?? null },
			activity: { gardenId: null, subject: null, forPersonId: person?.id ?? null }
		};
	}
});

async function receiver(
	tx: Parameters<typeof personOfEmail>[0],
	email: string,
	personId: string | undefined
): ReturnType<typeof personOfEmail> {
	if (!personId) return personOfEmail(tx, email);
	const row = await tx
		.selectFrom('person')
		.select(['id', 'name', 'locale'])
		.where('id', '=', personId)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return row ?? null;
}
