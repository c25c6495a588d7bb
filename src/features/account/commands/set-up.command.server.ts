import * as v from 'valibot';
import { signInBrowser } from '#lib/auth/devices.server.ts';
import { hashSecret, newSecret } from '#lib/auth/secrets.server.ts';
import { defineCommand, isOperator, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { AREAS } from '#features/members/rules.ts';
import { isTimeZone } from '#lib/time/zone.server.ts';
import { holdInstallation, installationState, opensSetup } from '../installation.server.ts';
import { newPasswordHash } from '../own-password.server.ts';
import { deviceLabel, slugOf } from '../rules.ts';
import {
	BROWSER_SECRETS,
	BrowserFields,
	Email,
	Language,
	NewPassword,
	PersonName,
	Secret,
	SignedIn
} from '../schema.ts';

const Latitude = v.pipe(
	v.number('account_place_number'),
	v.minValue(-90, 'account_lat_range'),
	v.maxValue(90, 'account_lat_range')
);
const Longitude = v.pipe(
	v.number('account_place_number'),
	v.minValue(-180, 'account_lng_range'),
	v.maxValue(180, 'account_lng_range')
);

/**
 * The first garden and its first steward, in one go: a person, a garden and a membership with all areas.
 * Refused where a garden is run here already; of two at once, one wins.
 */
export const setUp = defineCommand({
	name: 'account.setUp',
	version: 1,
	input: v.object({
		gardenName: v.pipe(
			v.string(),
			v.trim(),
			v.nonEmpty('error_required'),
			v.maxLength(120, 'error_too_long')
		),
		lat: Latitude,
		lng: Longitude,
		timeZone: v.pipe(
			v.string(),
			v.nonEmpty('error_required'),
			v.check(isTimeZone, 'account_time_zone_unknown')
		),
		locale: Language,
		name: PersonName,
		email: v.optional(Email),
		password: NewPassword,
		/** The key of the printed link, or the one that a page on this machine holds. */
		setupKey: v.optional(Secret),
		...BrowserFields
	}),
	result: v.object({ ...SignedIn.entries, slug: v.string() }),
	secret: ['email', 'password', 'setupKey', ...BROWSER_SECRETS],
	volatile: true,
	sender: 'nobody',
	async prepare({ password, name, email, gardenName }) {
		return { hash: await newPasswordHash(password, [name, email, gardenName]) };
	},
	async guard({ tx, actor, now }, { setupKey }) {
		const stored = await holdInstallation(tx, now);
		if (!isOperator(actor) && !opensSetup(setupKey ?? '', stored)) throw notFound();
		const { hasOwnGarden } = await installationState(tx);
		if (hasOwnGarden) throw new Refused({ code: 'conflict', key: 'account_set_up_before' });
	},
	async run(context, input, _, { hash }) {
		const { tx, now, id } = context;
		const personId = newId();
		const { name, locale, email = null, gardenName } = input;
		// Whoever may set the house up is taken at their word: there is nobody yet who could be harmed.
		const email_confirmed_at = email ? now : null;
		await tx
			.insertInto('person')
			.values({ id: personId, name, locale, email, email_confirmed_at, password_hash: hash, created_at: now })
			.execute();
		const slug = await freeSlug(tx, gardenName);
		await insertGarden(context, input, slug);
		await insertSteward(tx, { gardenId: id, personId }, now);
		await tx.updateTable('installation').set({ setup_token_hash: null }).execute();
		await endDemoSessions(tx);
		const browser = {
			device: input.device,
			oldSession: input.oldSession,
			label: deviceLabel(input.userAgent)
		};
		const signedIn = await signInBrowser(tx, personId, browser, now);
		return {
			result: { ...signedIn, slug },
			activity: {
				gardenId: id,
				subject: { kind: 'garden', id },
				forPersonId: personId,
				data: { what: gardenName }
			}
		};
	}
});

async function freeSlug(tx: Tx, gardenName: string): Promise<string> {
	const wanted = slugOf(gardenName) || 'garden';
	const rows = await tx.selectFrom('garden').select('slug').where('slug', 'like', `${wanted}%`).execute();
	const taken = new Set(rows.map(({ slug }) => slug));
	let slug = wanted;
	for (let count = 2; taken.has(slug); count++) slug = `${wanted}-${count}`;
	return slug;
}

async function insertGarden(
	{ tx, id, now }: CommandContext,
	input: { gardenName: string; lat: number; lng: number; timeZone: string; locale: string },
	slug: string
): Promise<void> {
	const { gardenName, lat, lng, timeZone, locale } = input;
	await tx
		.insertInto('garden')
		.values({ id, slug, name: gardenName, lat, lng, time_zone: timeZone, locale, created_at: now })
		.execute();
}

async function insertSteward(
	tx: Tx,
	{ gardenId, personId }: { gardenId: string; personId: string },
	now: Date
): Promise<void> {
	const id = newId();
	await tx
		.insertInto('membership')
		.values({ id, garden_id: gardenId, person_id: personId, role: 'steward', joined_at: now })
		.execute();
	const areas = AREAS.map((area) => ({ membership_id: id, area, granted_at: now, granted_by: personId }));
	await tx.insertInto('membership_area').values(areas).execute();
}

/** From now on this is a real garden's house: whoever is still in the demo leaves it. */
async function endDemoSessions(tx: Tx): Promise<void> {
	const theirs = tx.selectFrom('person').select('id').where('demo', '=', true);
	await tx.deleteFrom('session').where('person_id', 'in', theirs).execute();
}

/** Makes the key of the link that is printed at start. The operator alone may. */
export const makeSetupLink = defineCommand({
	name: 'account.makeSetupLink',
	version: 1,
	input: v.object({}),
	result: v.object({ key: v.string() }),
	volatile: true,
	guard({ actor }) {
		if (!isOperator(actor)) throw notFound();
	},
	async run({ tx, now }) {
		await holdInstallation(tx, now);
		const key = newSecret();
		await tx
			.updateTable('installation')
			.set({ setup_token_hash: hashSecret(key) })
			.execute();
		return { result: { key }, activity: { gardenId: null, subject: null } };
	}
});
