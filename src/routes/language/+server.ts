import { redirect } from '@sveltejs/kit';
import { safePath } from '#features/account/rules.ts';
import { newId } from '#lib/command/id.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { rememberLocale } from '#lib/i18n/locale-cookie.server.ts';
import type { RequestHandler } from './$types';

/** Changes the language: for this browser, and for the account of who is signed in. */
export const POST: RequestHandler = async ({ request, cookies, locals, url }) => {
	const form = await request.formData();
	const locale = form.get('locale');
	if (typeof locale === 'string' && isLocale(locale)) {
		rememberLocale(cookies, url, locale);
		const call = { id: newId(), name: 'account.changeProfile', input: { locale } };
		if (locals.viewer) await locals.house.send(locals.actor, call);
	}
	const to = form.get('to');
	redirect(303, safePath(typeof to === 'string' ? to : '/'));
};
