import type { Area, OpenTo, Role } from './tables.ts';

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
export function runs(
	standing: { role: Role | null; areas: readonly Area[] } | null | undefined,
	area: Area
): boolean {
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

/** May this person see when somebody rests, and that they rest now? Those who share out duties, and themselves. */
export function canSeeRest(standing: Standing | null, personId: string): boolean {
	return canActFor(standing, personId, 'people') || runs(standing, 'rota');
}

/** Somebody's contacts in one garden, and to whom they opened them there. */
export interface Contacts {
	gardenId: string;
	personId: string;
	email: string | null;
	phone: string | null;
	emailOpenTo: OpenTo;
	phoneOpenTo: OpenTo;
}

/**
 * The contacts that the viewer may see: one's own always; otherwise as they were opened, to stewards or to all
 * who garden in this garden. Neighbours and visitors see none.
 */
export function visibleContacts(
	viewer: Standing | null,
	{ gardenId, personId, email, phone, emailOpenTo, phoneOpenTo }: Contacts
): { email: string | null; phone: string | null } {
	if (viewer?.personId === personId) return { email, phone };
	const here = viewer?.gardenId === gardenId ? viewer : null;
	const open = (to: OpenTo) =>
		to === 'members' ? gardens(here) : to === 'stewards' && here?.role === 'steward';
	return { email: open(emailOpenTo) ? email : null, phone: open(phoneOpenTo) ? phone : null };
}

/**
 * The areas that a steward of people may give: their own, those that nobody in the garden runs (so that none
 * is lost for good), and those that the person has already. The operator (null) may give all.
 */
export function grantableAreas(
	giver: Standing | null,
	{ run, has }: { run: readonly Area[]; has: readonly Area[] }
): Area[] {
	if (!giver) return [...AREAS];
	return AREAS.filter((area) => giver.areas.includes(area) || !run.includes(area) || has.includes(area));
}
