import type { Reached } from './reach.server.ts';

/** The row of the open log about somebody's membership; `what` never holds a name. */
export function aboutMember({ id, gardenId, personId }: Omit<Reached, 'role'>, what = '') {
	return { gardenId, subject: { kind: 'membership', id }, forPersonId: personId, data: { what } };
}
