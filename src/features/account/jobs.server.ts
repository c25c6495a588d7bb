import { LINK_MINUTES } from '#lib/auth/links.server.ts';
import type { House } from '#lib/house/house.server.ts';
import { newId } from '#lib/command/id.ts';
import type { Db } from '#lib/db/database.server.ts';
import { isLocale, type Locale } from '#lib/i18n/locale.ts';
import { sentence } from '#lib/i18n/sentence.server.ts';
import type { JobDefinition } from '#lib/jobs/jobs.server.ts';
import type { Mail } from '#lib/notify/mail.server.ts';
import { LINK_QUEUE, type LinkJob } from './link-mail.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PAGES = { sign_in: '/sign-in', reset: '/reset', confirm_email: '/confirm' } as const;

/** What this room does by itself: mails with links, and throwing away what is over. */
export function accountJobs(house: House): readonly JobDefinition[] {
	return [
		{ queue: LINK_QUEUE, run: (data) => mailLink(house, data as LinkJob) },
		{ queue: 'account_clean', cron: '23 * * * *', run: () => cleanAccounts(house.db, new Date()) }
	];
}

/** Makes a link and mails it. A delivery that fails is tried again later, with a new link. */
export async function mailLink(
	house: Pick<House, 'send' | 'mail' | 'settings'>,
	job: LinkJob
): Promise<void> {
	const { purpose, email, personId } = job;
	const call = { id: newId(), name: 'account.issueLink', input: { purpose, email, personId } };
	const answer = await house.send({ personId: null, via: 'job' }, call);
	if (!answer.ok) throw new Error(`account.issueLink was refused: ${answer.refusal.key}`);
	const { token, name, locale } = answer.result as {
		token: string | null;
		name: string | null;
		locale: string | null;
	};
	const language = isLocale(locale) ? locale : isLocale(job.locale) ? job.locale : 'en';
	// The link's address comes from the settings and not from the request: nobody can bend it to a host of theirs.
	const base = house.settings.origin ?? `http://localhost:${house.settings.port}`;
	if (token === null && purpose === 'confirm_email') return;
	const mail = token
		? linkMail(purpose, language, { name: name ?? '', link: `${base}${PAGES[purpose]}/${token}` })
		: nobodyMail(language, base);
	await house.mail.deliver({ to: email, ...mail });
}

type Letter = Omit<Mail, 'to'>;

function linkMail(
	purpose: LinkJob['purpose'],
	locale: Locale,
	{ name, link }: { name: string; link: string }
): Letter {
	const minutes = LINK_MINUTES[purpose];
	return {
		subject: sentence(`account_mail_${purpose}_subject`, undefined, locale),
		text: sentence(`account_mail_${purpose}_text`, { name, link, minutes }, locale)
	};
}

function nobodyMail(locale: Locale, link: string): Letter {
	return {
		subject: sentence('account_mail_nobody_subject', undefined, locale),
		text: sentence('account_mail_nobody_text', { link }, locale)
	};
}

/** Deletes sessions and links that are over, tries and devices long forgotten. */
export async function cleanAccounts(db: Db, now: Date): Promise<void> {
	const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
	await db.deleteFrom('session').where('expires_at', '<=', now).execute();
	await db.deleteFrom('session').where('created_at', '<=', before(365)).execute();
	await db.deleteFrom('one_time_link').where('expires_at', '<=', before(1)).execute();
	await db.deleteFrom('tries').where('since', '<=', before(2)).execute();
	await db.deleteFrom('known_device').where('seen_at', '<=', before(400)).execute();
}
