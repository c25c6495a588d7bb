import { PEOPLE } from './people.ts';
import { PERSONAS } from './personas.ts';

/** Days from today to Elm Street's first day: a little more than three years ago. */
export const FOUNDED = -1187;

/** Days from today between which the season's rotas run. */
export const SEASON = { published: -74, first: -70, last: 49 } as const;

/** Who founded Elm Street Garden. */
export const founder = PEOPLE.find(({ name }) => name === PERSONAS.steward)!;

/** Joined so many days from today, where not by chance: those who followed somebody, and this year's newcomers. */
export const JOINED: Readonly<Record<string, number>> = {
	'Samuel Brandt': FOUNDED + 9,
	'Pilar Montoya': FOUNDED + 12,
	'Walter Simms': FOUNDED + 26,
	'Gwen Parry': FOUNDED + 33,
	'Rosa Delgado': FOUNDED + 41,
	'Ahmed Haddad': FOUNDED + 60,
	'Jaime Torres': FOUNDED + 78,
	'Olu Adeyemi': FOUNDED + 90,
	'Anita Sharma': FOUNDED + 120,
	'Nuria Campos': -902,
	// After she founded Canal Walk.
	'Naomi Fletcher': -380,
	'Hannah Frost': -626,
	'Thandi Nkosi': -488,
	'Colin Baxter': -409,
	'Aisha Mohamud': -291,
	'Ngoc Tran': -97,
	'Linh Pham': -89
};

/** Who comes in no later than this garden grew to its size; and its neighbours before this season. */
export const BY_CHANCE = {
	member: [FOUNDED + 20, -230],
	neighbour: [-800, -75]
} as const satisfies Record<string, readonly [number, number]>;
