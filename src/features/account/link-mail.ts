import type { LinkPurpose } from '#lib/auth/links.server.ts';

/** The queue of mails with a one-time link; the link itself is made only when the mail is written. */
export const LINK_QUEUE = 'account_link';

/** What the job knows: never the link. */
export interface LinkJob {
	purpose: LinkPurpose;
	email: string;
	/** The asker's language, for an address that nobody has. */
	locale: string;
	/** Only where the person is known already (confirming an address). */
	personId?: string;
}
