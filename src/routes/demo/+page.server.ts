import { letIn } from '#features/account/browser.server.ts';
import { installationState } from '#features/account/installation.server.ts';
import { sessionRef } from '#features/account/queries.server.ts';
import { homeIn } from '#features/account/rules.ts';
import { newId } from '#lib/command/id.ts';
import { formCommand } from '#lib/command/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { hasOwnGarden } = await installationState(locals.house.db);
	return { open: !hasOwnGarden };
};

type Entered = { sessionId: string; slug: string };

const ROLES = { gardener: 'member', neighbour: 'neighbour', steward: 'steward' } as const;

export const actions: Actions = {
	default: async (event) => {
		let role: keyof typeof ROLES = 'gardener';
		const answer = await formCommand<Entered>(event, 'demo.enter', (form) => {
			const chosen = form.text('role');
			if (chosen in ROLES) role = chosen as keyof typeof ROLES;
			return { role: chosen };
		});
		if (!('done' in answer)) return answer;
		// The one whom this browser was before has gone: a session that nobody holds any more ends.
		const { viewer, sessionId, actor, house } = event.locals;
		if (viewer && sessionId) {
			const input = { session: sessionRef(sessionId) };
			await house.send(actor, { id: newId(), name: 'account.endSession', input });
		}
		letIn(event, answer.done, homeIn({ slug: answer.done.slug, role: ROLES[role] }));
	}
};
