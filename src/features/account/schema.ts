import * as v from 'valibot';
import { isLocale } from '#lib/i18n/locale.ts';

/** A person's name as others read it: 1 to 80 characters, one line. */
export const PersonName = v.pipe(
	v.string(),
	v.transform((name) => name.replace(/\s+/gu, ' ').trim()),
	v.nonEmpty('error_required'),
	v.maxLength(80, 'error_too_long'),
	v.regex(/^[^\p{Cc}<>@]+$/u, 'account_name_letters')
);

/** An e-mail address in lower case. */
export const Email = v.pipe(
	v.string(),
	v.trim(),
	v.toLowerCase(),
	v.maxLength(254, 'error_too_long'),
	v.email('error_email')
);

/** A password to be set: 10 to 128 characters, counted as people count them. Whether it is a good one is asked later. */
export const NewPassword = v.pipe(
	v.string(),
	v.nonEmpty('error_required'),
	v.check((password) => lengthOf(password) >= 10, 'account_password_short'),
	v.check((password) => lengthOf(password) <= 128, 'account_password_long')
);

/** A password to be compared: whatever was typed, up to a size that is still cheap to look at. */
export const GivenPassword = v.pipe(
	v.string(),
	v.nonEmpty('error_required'),
	v.maxLength(1024, 'account_password_long')
);

export const Phone = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(40, 'error_too_long'),
	v.regex(/^[+\d][\d\s()./-]{3,}$/, 'account_phone_wrong')
);

/** A language that the interface speaks. */
export const Language = v.custom<'en' | 'es'>(
	(value) => typeof value === 'string' && isLocale(value),
	'error_choose_one'
);

export const Theme = v.picklist(['system', 'light', 'dark', 'contrast']);

/** The secret of a link, a cookie or a session, as it comes from outside. */
export const Secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,128}$/));

/** What a browser brings along; the routes fill it in. */
export const BrowserFields = {
	device: v.optional(Secret),
	oldSession: v.optional(Secret),
	userAgent: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) => text.slice(0, 400))
		),
		''
	)
};

/** The fields of BrowserFields that are secrets. */
export const BROWSER_SECRETS = ['device', 'oldSession'] as const;

/** What a sign-in answers: the routes put both into cookies. */
export const SignedIn = v.object({ sessionId: v.string(), device: v.string() });

function lengthOf(password: string): number {
	return [...password.normalize('NFKC')].length;
}
