import * as v from 'valibot';
import { signInBrowser, type SignedIn } from '#lib/auth/devices.server.ts';
import type { Actor, CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import { LINK_QUEUE } from './link-mail.ts';
import { newPasswordHash } from './own-password.server.ts';
import { requireNameToSignIn } from './people.server.ts';
import { deviceLabel } from './rules.ts';
import { BROWSER_SECRETS, BrowserFields, Email, Language, NewPassword, PersonName } from './schema.ts';

/** What somebody new gives; somebody who is signed in gives none of it. */
export const NewcomerFields = {
	name: v.optional(PersonName),
	locale: v.optional(Language),
	email: v.optional(Email),
	password: v.optional(NewPassword),
	...BrowserFields
};

export const NEWCOMER_SECRETS = ['email', 'password', ...BROWSER_SECRETS] as const;

type NewcomerInput = v.InferOutput<v.ObjectSchema<typeof NewcomerFields, undefined>>;

/** The hash of a newcomer's password; null for somebody who is signed in. Refuses a newcomer without name or password. */
export async function newcomerHash(
	{ name, email, password }: NewcomerInput,
	{ personId }: Actor,
	own: readonly string[]
): Promise<string | null> {
	if (personId) return null;
	const missing = (['name', 'password'] as const).filter((field) => !{ name, password }[field]);
	if (missing.length || !password) {
		const issues = missing.map((field) => ({ field, key: 'error_required' as const }));
		throw new Refused({ code: 'invalid', key: 'error_invalid_input', field: missing[0], issues });
	}
	return newPasswordHash(password, [name, email, ...own]);
}

/**
 * Makes the newcomer's account, or hands over the one that a steward made for them, and signs the browser in.
 * The e-mail address is theirs to sign in with at once, and is confirmed by the link that goes to it.
 */
export async function takeIn(
	{ tx, now, jobs, actor }: CommandContext,
	input: NewcomerInput,
	{ hash, existingId, existingEmail }: { hash: string; existingId?: string; existingEmail?: string | null }
): Promise<{ personId: string; signedIn: SignedIn }> {
	const personId = existingId ?? newId();
	const { name = '', locale = 'en', email } = input;
	const address = email ?? existingEmail ?? null;
	if (!address) await requireNameToSignIn(tx, name, personId);
	const values = { name, locale, email: address, password_hash: hash };
	await (existingId
		? tx.updateTable('person').set(values).where('id', '=', personId).execute()
		: tx
				.insertInto('person')
				.values({ id: personId, ...values, created_at: now })
				.execute());
	if (address) {
		const job = { purpose: 'confirm_email', email: address, personId, locale: actor.locale ?? locale };
		await jobs.send(LINK_QUEUE, job);
	}
	const browser = { device: input.device, oldSession: input.oldSession, label: deviceLabel(input.userAgent) };
	return { personId, signedIn: await signInBrowser(tx, personId, browser, now) };
}
