import { standingOf } from '#features/members/access.server.ts';
import type { FormReader } from '#lib/command/form.ts';
import type { Db } from '#lib/db/database.server.ts';
import type { Invitation } from './invitations.server.ts';
import { outranks } from './membership.server.ts';

/**
 * What the page of an invitation offers: the form, one tap for who is signed in, or a sentence why not
 * (`closed`: by invitation only; `has-account`: the account that it hands over has a password already).
 */
export type JoinState = 'form' | 'tap' | 'in' | 'over' | 'other' | 'has-account' | 'closed';

/** Works out the page's state for who looks at it. */
export async function joinState(
	db: Db,
	{ gardenId, role, forPerson, over }: Invitation,
	personId: string | null
): Promise<JoinState> {
	const standing = await standingOf(db, gardenId, personId);
	if (standing && !outranks(role, standing.role)) return 'in';
	if (over) return 'over';
	if (forPerson && personId && forPerson.id !== personId) return 'other';
	if (personId) return 'tap';
	return forPerson?.hasWayIn ? 'has-account' : 'form';
}

/** What somebody new typed; nothing of it where somebody signed in only tapped the button. */
export function newcomerInput(form: FormReader) {
	return {
		name: form.optional('name'),
		locale: form.optional('locale'),
		email: form.optional('email'),
		password: form.raw('password') || undefined
	};
}
