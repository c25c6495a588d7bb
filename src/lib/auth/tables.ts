import type { Generated } from 'kysely';

/** Somebody the installation knows; may have no e-mail and no password. */
export interface PersonTable {
	id: string;
	name: string;
	/**
	 * Lower case. Confirmed, it is one person's alone; unconfirmed, it is a claim that several may make, so that
	 * nobody learns by claiming it whose it is.
	 */
	email: string | null;
	email_confirmed_at: Date | null;
	phone: string | null;
	password_hash: string | null;
	locale: Generated<string>;
	theme: Generated<Theme>;
	demo: Generated<boolean>;
	created_at: Date;
	created_by: string | null;
	/** Set when the person has left for good: name and contacts are gone, the row stays for the record. */
	erased_at: Date | null;
}

export type Theme = 'system' | 'light' | 'dark' | 'contrast';

export interface SessionTable {
	/** SHA-256 of the id that the cookie holds. */
	id_hash: Uint8Array;
	person_id: string;
	/** "Firefox on Android": enough for a person to know their own devices. */
	device: Generated<string>;
	created_at: Date;
	expires_at: Date;
}

export interface OneTimeLinkTable {
	token_hash: Uint8Array;
	person_id: string;
	purpose: 'sign_in' | 'reset' | 'confirm_email';
	email: string;
	created_at: Date;
	expires_at: Date;
	used_at: Date | null;
}

/** A browser that has signed in before: its tries are counted apart from those of strangers. */
export interface KnownDeviceTable {
	token_hash: Uint8Array;
	person_id: string;
	created_at: Date;
	seen_at: Date;
}

export interface ApiTokenTable {
	id: string;
	token_hash: Uint8Array;
	person_id: string;
	label: string;
	created_at: Date;
	expires_at: Date | null;
	revoked_at: Date | null;
}

export interface TriesTable {
	key: string;
	count: number;
	since: Date;
}

export interface InstallationTable {
	only_one: Generated<boolean>;
	id: string;
	setup_token_hash: Uint8Array | null;
	created_at: Date;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		person: PersonTable;
		session: SessionTable;
		one_time_link: OneTimeLinkTable;
		known_device: KnownDeviceTable;
		api_token: ApiTokenTable;
		tries: TriesTable;
		installation: InstallationTable;
	}
}
