import type { PersonPart } from '#lib/auth/person-part.ts';
import { accountPart } from './account/parts/account.server.ts';
import { membershipPart } from './account/parts/membership.server.ts';
import { defectsPart } from './defects/person-part.server.ts';
import { harvestPart } from './harvest/person-part.server.ts';
import { photosPart } from './photos/person-part.server.ts';
import { plotsPart } from './plots/person-part.server.ts';
import { rotaPart } from './rota/person-part.server.ts';

/** What the rooms hold of a person, in the order in which it is given up: duties first, the account last. */
export const personParts: readonly PersonPart[] = [
	rotaPart,
	harvestPart,
	plotsPart,
	defectsPart,
	photosPart,
	membershipPart,
	accountPart
];
