/** Whom a visitor of the demo can be. */
export type Persona = 'gardener' | 'neighbour' | 'steward';

/** Their names in the beginning. */
export const PERSONAS: Readonly<Record<Persona, string>> = {
	gardener: 'Rosa Delgado',
	neighbour: 'Tom Whitaker',
	steward: 'Grace Okafor'
};

/** Their memberships of Elm Street Garden: ids of their own to be found by, whatever visitors change. */
export const PERSONA_IDS: Readonly<Record<Persona, string>> = {
	gardener: '0197f3c0-0000-7000-8000-000000000001',
	neighbour: '0197f3c0-0000-7000-8000-000000000002',
	steward: '0197f3c0-0000-7000-8000-000000000003'
};

/** The membership id of somebody whom a visitor can be. */
export function personaId(name: string): string | undefined {
	const persona = (Object.keys(PERSONAS) as Persona[]).find((one) => PERSONAS[one] === name);
	return persona && PERSONA_IDS[persona];
}
