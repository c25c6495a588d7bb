import { canActFor, gardens, type Standing } from '#features/members/rules.ts';

/** The choice "something else", which is on no map. */
export const OTHER = 'other';

/** What a defect may be about. */
export type SubjectKind = 'feature' | 'plot' | 'other';

/** The parts of a subject's text, 'feature:<id>', 'plot:<id>' or 'other'. */
export function subjectParts(subject: string): { kind: SubjectKind; id: string | null } {
	const [kind, id] = subject.split(':');
	return id && (kind === 'feature' || kind === 'plot') ? { kind, id } : { kind: OTHER, id: null };
}

/** Who may say that it is mended, or broken again: whoever reported it, and stewards of the plots. */
export function canMend(standing: Standing | null, reporterId: string): boolean {
	return gardens(standing) && canActFor(standing, reporterId, 'plots');
}
