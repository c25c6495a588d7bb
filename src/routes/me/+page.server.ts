import { redirect } from '@sveltejs/kit';
import { ownAccount, sessionRef } from '#features/account/queries.server.ts';
import { askToSignIn } from '#features/gardens/page.server.ts';
import { clearSessionCookie } from '#lib/auth/cookies.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { rememberLocale } from '#lib/i18n/locale-cookie.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	askToSignIn(event);
	const { house, viewer, sessionId, now, locale } = event.locals;
	const account = await ownAccount(house.db, viewer!.personId, sessionId, now);
	return { account: viewer!.demo ? { ...account, locale } : account };
};

/** Without a script, the page that answers would still have the name, language and look of before. */
function shownAnew<Answer>({ request, url }: RequestEvent, answer: Answer): Answer {
	if (request.headers.has('x-sveltekit-action')) return answer;
	redirect(303, url.pathname);
}

export const actions: Actions = {
	profile: async (event) => {
		let locale = '';
		const answer = await formCommand(event, 'account.changeProfile', (form) => {
			locale = form.text('locale');
			return { name: form.text('name'), phone: form.optional('phone') ?? null, locale };
		});
		if (!('done' in answer)) return answer;
		if (isLocale(locale)) rememberLocale(event.cookies, event.url, locale);
		return shownAnew(event, answer);
	},
	look: async (event) => {
		const answer = await formCommand(event, 'account.changeProfile', (form) => ({
			theme: form.text('theme')
		}));
		return 'done' in answer ? shownAnew(event, answer) : answer;
	},
	email: (event) =>
		formCommand(event, 'account.changeEmail', (form) => ({
			email: form.optional('email') ?? null,
			currentPassword: form.raw('currentPassword') || undefined
		})),
	password: (event) =>
		formCommand(event, 'account.changePassword', (form) => ({
			currentPassword: form.raw('currentPassword') || undefined,
			password: form.raw('password'),
			session: event.locals.sessionId ?? undefined
		})),
	endSession: (event) =>
		formCommand(event, 'account.endSession', (form) => ({ session: form.text('session') })),
	endOthers: (event) =>
		formCommand(event, 'account.endOtherSessions', () => ({
			keep: sessionRef(event.locals.sessionId ?? '')
		})),
	leave: (event) =>
		formCommand(event, 'members.leave', (form) => ({ membershipId: form.text('membershipId') })),
	delete: async (event) => {
		const answer = await formCommand(event, 'account.delete', (form) => ({
			sure: form.flag('sure'),
			currentPassword: form.raw('currentPassword') || undefined
		}));
		if (!('done' in answer)) return answer;
		clearSessionCookie(event.cookies, event.url);
		redirect(303, '/goodbye');
	}
};
