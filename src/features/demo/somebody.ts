import type { Area, OpenTo, Role } from '#features/members/tables.ts';

/** Somebody of the demo; everybody in it is invented. */
export interface Somebody {
	name: string;
	role: Role;
	locale: 'en' | 'es';
	/** The plots they hold or share; of those who share one, the lead is who names it first. */
	plots: readonly string[];
	household?: string;
	/** False: has no e-mail address, so a steward acts for them. */
	mail: boolean;
	phone?: string;
	areas: readonly Area[];
	skills: readonly string[];
	interests: readonly string[];
	/** Most turns in a month. */
	most?: number;
	mailTo: OpenTo;
	phoneTo: OpenTo;
}

/** What is said of somebody; the rest has its usual value. */
export type About = Partial<Omit<Somebody, 'name' | 'plots'>> & { plots?: string };
