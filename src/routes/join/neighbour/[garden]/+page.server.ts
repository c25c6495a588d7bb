import { browserOf, letIn } from '#features/account/browser.server.ts';
import { newcomerInput } from '#features/account/join-page.server.ts';
import { homeIn } from '#features/account/rules.ts';
import { publicVisit } from '#features/gardens/page.server.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { name, slug, neighboursMayJoin, standing } = await publicVisit(event);
	const { viewer, locale } = event.locals;
	const open = !neighboursMayJoin ? 'closed' : viewer ? 'tap' : 'form';
	return {
		state: standing ? 'in' : open,
		invited: { gardenName: name, slug, role: 'neighbour', by: null, forName: null },
		here: event.url.pathname,
		locale
	} as const;
};

export const actions: Actions = {
	default: async (event) => {
		const { id } = await publicVisit(event);
		const answer = await formCommand<Parameters<typeof letIn>[1] & Parameters<typeof homeIn>[0]>(
			event,
			'account.joinAsNeighbour',
			(form) => ({ gardenId: id, ...newcomerInput(form), ...browserOf(event) })
		);
		if (!('done' in answer)) return answer;
		letIn(event, answer.done, homeIn(answer.done));
	}
};
