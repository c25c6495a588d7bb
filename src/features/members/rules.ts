import type { Area, Role } from './tables.ts';

/** What a rule needs to know of somebody's place in a garden. */
export interface Standing {
	membershipId: string;
	gardenId: string;
	personId: string;
	role: Role;
	areas: readonly Area[];
}

/** All areas that a steward may be granted. */
export const AREAS: readonly Area[] = ['plots', 'rota', 'people', 'money', 'moderation'];

/** True where the person runs this part of the garden. */
export function runs(standing: Standing | null | undefined, area: Area): boolean {
	return standing?.role === 'steward' && standing.areas.includes(area);
}

/** True for stewards and members: those who garden here, and see the garden from the inside. */
export function gardens(standing: Standing | null | undefined): boolean {
	return standing?.role === 'steward' || standing?.role === 'member';
}

/**
 * May `standing` act in the name of `personId`? Everybody for themselves; for others a steward who runs
 * `area` (by default people), and the log names both.
 */
export function canActFor(standing: Standing | null, personId: string, area: Area = 'people'): boolean {
	return standing?.personId === personId || runs(standing, area);
}
