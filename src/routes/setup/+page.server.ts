import { browserOf, isLocalVisit, letIn } from '#features/account/browser.server.ts';
import { installationState, localSetupKey, mayHoldSetupKey } from '#features/account/installation.server.ts';
import { homeIn, readPlace } from '#features/account/rules.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { house, locale } = event.locals;
	event.setHeaders({ 'cache-control': 'no-store' });
	const { hasOwnGarden } = await installationState(house.db);
	if (hasOwnGarden) return { state: 'done' as const };
	const key = isLocalVisit(event) ? localSetupKey() : (event.url.searchParams.get('key') ?? '');
	if (!(await mayHoldSetupKey(house.db, key))) return { state: 'elsewhere' as const };
	const timeZones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
	return { state: 'form' as const, key, timeZones, locale, tiles: house.settings.tiles ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await formCommand<{ sessionId: string; device: string; slug: string }>(
			event,
			'account.setUp',
			(form) => ({
				gardenName: form.text('gardenName'),
				...readPlace(form.text('lat'), form.text('lng')),
				timeZone: form.text('timeZone'),
				locale: form.text('locale'),
				name: form.text('name'),
				email: form.optional('email'),
				password: form.raw('password'),
				setupKey: form.optional('setupKey'),
				...browserOf(event)
			})
		);
		if (!('done' in answer)) return answer;
		letIn(event, answer.done, homeIn({ slug: answer.done.slug, role: 'steward' }));
	}
};
