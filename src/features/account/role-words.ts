import * as m from '#lib/i18n/paraglide/messages.js';

/** What a role is called. */
export const ROLE_WORDS = {
	steward: m.account_role_steward,
	member: m.account_role_member,
	neighbour: m.account_role_neighbour
} as const;
