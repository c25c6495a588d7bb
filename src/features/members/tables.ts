import type { Generated } from 'kysely';

export type Role = 'steward' | 'member' | 'neighbour';
export type Area = 'plots' | 'rota' | 'people' | 'money' | 'moderation';
export type OpenTo = 'nobody' | 'stewards' | 'members';

export interface MembershipTable {
	id: string;
	garden_id: string;
	person_id: string;
	role: Role;
	household_id: string | null;
	skills: Generated<string[]>;
	interests: Generated<string[]>;
	/** Most turns in a calendar month; null: no own limit. */
	monthly_max: number | null;
	email_open_to: Generated<OpenTo>;
	phone_open_to: Generated<OpenTo>;
	joined_at: Date;
	left_at: Date | null;
}

export interface MembershipAreaTable {
	membership_id: string;
	area: Area;
	granted_at: Date;
	granted_by: string | null;
}

export interface HouseholdTable {
	id: string;
	garden_id: string;
	name: string;
}

/** Days without duties; no reason is asked. `days` is a daterange text such as [2026-08-01,2026-08-15). */
export interface RestTable {
	id: string;
	membership_id: string;
	days: string;
	created_at: Date;
}

export interface InvitationTable {
	id: string;
	garden_id: string;
	token_hash: Uint8Array;
	role: Role;
	/** Set where the link lets a person whom a steward added take over their own account. */
	person_id: string | null;
	label: Generated<string>;
	created_by: string | null;
	created_at: Date;
	expires_at: Date;
	max_uses: Generated<number>;
	uses: Generated<number>;
	revoked_at: Date | null;
}

declare module '#lib/db/tables.ts' {
	interface Tables {
		membership: MembershipTable;
		membership_area: MembershipAreaTable;
		household: HouseholdTable;
		rest: RestTable;
		invitation: InvitationTable;
	}
}
