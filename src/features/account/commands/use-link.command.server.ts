import * as v from 'valibot';
import { signInBrowser } from '#lib/auth/devices.server.ts';
import { openLink, useLink, type LinkPurpose, type OpenLink } from '#lib/auth/links.server.ts';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { newPasswordHash } from '../own-password.server.ts';
import { confirmEmail as confirm } from '../people.server.ts';
import { deviceLabel } from '../rules.ts';
import { BROWSER_SECRETS, BrowserFields, NewPassword, Secret, SignedIn } from '../schema.ts';

/** Signs somebody in by the link that was mailed to them; the link is used up. */
export const signInByLink = defineCommand({
	name: 'account.signInByLink',
	version: 1,
	input: v.object({ token: Secret, ...BrowserFields }),
	result: SignedIn,
	secret: ['token', ...BROWSER_SECRETS],
	volatile: true,
	sender: 'nobody',
	guard: (context, { token }) => requireLink(context, token, 'sign_in'),
	async run({ tx, now }, browser, { personId, email, confirmed }) {
		if (!confirmed) {
			// Whoever claimed this address before its reader came may be somebody else: they lose their way in.
			await shutOut(tx, personId);
			await tx.updateTable('person').set({ password_hash: null }).where('id', '=', personId).execute();
			await confirm(tx, personId, email, now);
		}
		return await signedIn(tx, personId, browser, now);
	}
});

/** Sets a new password by a mailed link; all sessions end, and this browser gets a new one. */
export const resetPassword = defineCommand({
	name: 'account.resetPassword',
	version: 1,
	input: v.object({ token: Secret, password: NewPassword, ...BrowserFields }),
	result: SignedIn,
	secret: ['token', 'password', ...BROWSER_SECRETS],
	volatile: true,
	sender: 'nobody',
	async prepare({ token, password }, _, { db }, now) {
		const link = await openLink(db, token, 'reset', now);
		if (!link) throw linkOver();
		const person = await db
			.selectFrom('person')
			.select('name')
			.where('id', '=', link.personId)
			.executeTakeFirst();
		return { hash: await newPasswordHash(password, [person?.name, link.email]) };
	},
	guard: (context, { token }) => requireLink(context, token, 'reset'),
	async run({ tx, now }, browser, { personId, email, confirmed }, { hash }) {
		await shutOut(tx, personId);
		if (!confirmed) await confirm(tx, personId, email, now);
		await tx.updateTable('person').set({ password_hash: hash }).where('id', '=', personId).execute();
		return await signedIn(tx, personId, browser, now);
	}
});

/** Confirms an e-mail address by the link that was mailed there. Signs nobody in. */
export const confirmEmail = defineCommand({
	name: 'account.confirmEmail',
	version: 1,
	input: v.object({ token: Secret }),
	result: v.object({}),
	secret: ['token'],
	sender: 'nobody',
	async guard({ tx, now }, { token }) {
		const link = await useLink(tx, token, 'confirm_email', now);
		if (!link) throw linkOver();
		return link;
	},
	async run({ tx, now }, _, { personId, email }) {
		await confirm(tx, personId, email, now);
		return { result: {}, activity: { ...aboutPerson(personId), data: { contacts: true } } };
	}
});

/** What a browser brings along to a sign-in. */
interface Browser {
	device?: string;
	oldSession?: string;
	userAgent: string;
}

/** The outcome of a command that lets this browser in. */
async function signedIn(tx: Tx, personId: string, { device, oldSession, userAgent }: Browser, now: Date) {
	const browser = { device, oldSession, label: deviceLabel(userAgent) };
	return { result: await signInBrowser(tx, personId, browser, now), activity: aboutPerson(personId) };
}

/** Uses the link up and answers whose it is. Refuses where it is not open, or the account has another address by now. */
async function requireLink(
	{ tx, now }: CommandContext,
	token: string,
	purpose: LinkPurpose
): Promise<OpenLink & { confirmed: boolean }> {
	const link = await useLink(tx, token, purpose, now);
	if (!link) throw linkOver();
	const person = await tx
		.selectFrom('person')
		.select(['email', 'email_confirmed_at'])
		.where('id', '=', link.personId)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	if (person?.email !== link.email) throw linkOver();
	return { ...link, confirmed: person.email_confirmed_at !== null };
}

async function shutOut(tx: Tx, personId: string): Promise<void> {
	await tx.deleteFrom('session').where('person_id', '=', personId).execute();
	await tx.deleteFrom('known_device').where('person_id', '=', personId).execute();
}

function linkOver(): Refused {
	return new Refused({ code: 'unprocessable', key: 'account_link_over' });
}

function aboutPerson(personId: string) {
	return { gardenId: null, subject: { kind: 'person', id: personId }, forPersonId: personId };
}
