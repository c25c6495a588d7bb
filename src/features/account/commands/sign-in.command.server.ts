import * as v from 'valibot';
import { isKnownDevice, signInBrowser } from '#lib/auth/devices.server.ts';
import { hashPassword, isWeakHash, verifyPassword } from '#lib/auth/passwords.server.ts';
import { forgetTries, giveTryBack } from '#lib/auth/tries.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { limitsOf, requireTry } from '../limits.server.ts';
import { CANDIDATES, candidatesFor, type Candidate } from '../people.server.ts';
import { deviceLabel } from '../rules.ts';
import { BROWSER_SECRETS, BrowserFields, GivenPassword, SignedIn } from '../schema.ts';

/** An e-mail address, or the name of somebody who has none. */
const Who = v.pipe(
	v.string(),
	v.transform((text) => text.replace(/\s+/gu, ' ').trim().toLowerCase()),
	v.nonEmpty('error_required'),
	v.maxLength(254, 'error_too_long')
);

/**
 * Signs somebody in by password. Whether the account exists or not, it looks the same things up, works out the
 * same number of hashes and refuses with the same words.
 */
export const signIn = defineCommand({
	name: 'account.signIn',
	version: 1,
	input: v.object({ who: Who, password: GivenPassword, ...BrowserFields }),
	result: SignedIn,
	secret: ['who', 'password', ...BROWSER_SECRETS],
	volatile: true,
	sender: 'nobody',
	async prepare({ who, password, device }, { address }, { db }, now) {
		const candidates = await candidatesFor(db, who);
		const known = await isKnownDevice(
			db,
			device,
			candidates.map(({ id }) => id)
		);
		const limits = limitsOf('sign-in', { who, address, device: known && device ? device : null });
		await requireTry(db, limits, now);
		const person = await whoseIs(password, candidates);
		if (!person) throw new Refused({ code: 'unauthenticated', key: 'account_sign_in_wrong' });
		const newHash = isWeakHash(person.passwordHash) ? await hashPassword(password) : null;
		return { personId: person.id, known, keys: limits.map(({ key }) => key), newHash };
	},
	// Whoever knows the password may; that was asked above, before the transaction.
	guard() {},
	async run({ tx, now }, { device, oldSession, userAgent }, _, { personId, known, keys, newHash }) {
		if (newHash)
			await tx.updateTable('person').set({ password_hash: newHash }).where('id', '=', personId).execute();
		await (known ? forgetTries(tx, keys) : giveTryBack(tx, keys));
		const result = await signInBrowser(
			tx,
			personId,
			{ device, oldSession, label: deviceLabel(userAgent) },
			now
		);
		return {
			result,
			activity: { gardenId: null, subject: { kind: 'person', id: personId }, forPersonId: personId }
		};
	}
});

async function whoseIs(password: string, candidates: readonly Candidate[]): Promise<Candidate | undefined> {
	const slots = Array.from({ length: CANDIDATES }, (_, index) => candidates[index]);
	const fits = await Promise.all(slots.map((slot) => verifyPassword(password, slot?.passwordHash ?? null)));
	return slots.find((slot, index) => slot && fits[index]);
}
