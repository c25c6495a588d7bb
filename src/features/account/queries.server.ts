import { openLink, type LinkPurpose } from '#lib/auth/links.server.ts';
import { hashSecret } from '#lib/auth/secrets.server.ts';
import type { Theme } from '#lib/auth/tables.ts';
import type { Role } from '#features/members/tables.ts';
import type { Db } from '#lib/db/database.server.ts';
import { personParts } from '#features/person-parts.server.ts';
import '#features/gardens/tables.ts';

/** A garden that a person is in. */
export interface OwnGarden {
	id: string;
	membershipId: string;
	slug: string;
	name: string;
	role: Role;
	demo: boolean;
}

/** A person's gardens by name. One statement. */
export async function gardensOf(db: Db, personId: string): Promise<OwnGarden[]> {
	return db
		.selectFrom('membership')
		.innerJoin('garden', 'garden.id', 'membership.garden_id')
		.select(['garden.id', 'garden.slug', 'garden.name', 'membership.role', 'garden.demo'])
		.select('membership.id as membershipId')
		.where('person_id', '=', personId)
		.where('left_at', 'is', null)
		.where('closed_at', 'is', null)
		.orderBy('garden.name')
		.execute();
}

/** A device on which a person is signed in. `ref` names it in commands and opens nothing. */
export interface Device {
	ref: string;
	/** "Firefox/Android"; '' where it is not known. */
	label: string;
	signedInAt: Date;
	current: boolean;
}

/** One's own account for one's own eyes. */
export interface OwnAccount {
	name: string;
	email: string | null;
	emailConfirmed: boolean;
	/** An address that waits for its link to be opened. */
	pendingEmail: string | null;
	phone: string | null;
	locale: string;
	theme: Theme;
	hasPassword: boolean;
	demo: boolean;
	devices: Device[];
	gardens: OwnGarden[];
}

/** All that the page about oneself shows. Four statements. */
export async function ownAccount(
	db: Db,
	personId: string,
	sessionId: string | null,
	now: Date
): Promise<OwnAccount> {
	const person = await db
		.selectFrom('person')
		.select(['name', 'email', 'email_confirmed_at', 'phone', 'locale', 'theme', 'password_hash', 'demo'])
		.where('id', '=', personId)
		.executeTakeFirstOrThrow();
	const pending = await db
		.selectFrom('one_time_link')
		.select('email')
		.where('person_id', '=', personId)
		.where('purpose', '=', 'confirm_email')
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.orderBy('created_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	const { name, email, phone, locale, theme, demo } = person;
	return {
		name,
		email,
		emailConfirmed: person.email_confirmed_at !== null,
		pendingEmail: pending && pending.email !== email ? pending.email : null,
		phone,
		locale,
		theme,
		hasPassword: person.password_hash !== null,
		demo,
		devices: await devicesOf(db, personId, sessionId, now),
		gardens: await gardensOf(db, personId)
	};
}

async function devicesOf(db: Db, personId: string, sessionId: string | null, now: Date): Promise<Device[]> {
	const rows = await db
		.selectFrom('session')
		.select(['id_hash', 'device', 'created_at'])
		.where('person_id', '=', personId)
		.where('expires_at', '>', now)
		.orderBy('created_at', 'desc')
		.execute();
	const current = sessionId ? sessionRef(sessionId) : '';
	return rows
		.map(({ id_hash, device, created_at }) => {
			const ref = Buffer.from(id_hash).toString('hex');
			return { ref, label: device, signedInAt: created_at, current: ref === current };
		})
		.sort((a, b) => Number(b.current) - Number(a.current));
}

/** A session's name in lists and commands. */
export function sessionRef(sessionId: string): string {
	return hashSecret(sessionId).toString('hex');
}

/** All that the rooms hold of a person, for them to take along: one part for each room. */
export async function everythingOf(db: Db, personId: string): Promise<Record<string, object>> {
	const parts: Record<string, object> = {};
	for (const part of personParts) parts[part.name] = await part.collect(db, personId);
	return parts;
}

/** Whose a one-time link is, for the page that it opens; null where it no longer works. Does not use it up. */
export async function linkHolder(
	db: Db,
	token: string,
	purpose: LinkPurpose,
	now: Date
): Promise<{ name: string; email: string } | null> {
	const link = await openLink(db, token, purpose, now);
	if (!link) return null;
	const person = await db
		.selectFrom('person')
		.select('name')
		.where('id', '=', link.personId)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return person ? { name: person.name, email: link.email } : null;
}
