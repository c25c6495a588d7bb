import type { Role } from '#features/members/tables.ts';
import { GARDENERS } from './people-gardeners.ts';
import { NEIGHBOURS } from './people-neighbours.ts';
import type { About, Somebody } from './somebody.ts';

/** Fills in what most people have in common. */
export function somebody(role: Role, name: string, { plots = '', ...about }: About = {}): Somebody {
	return {
		name,
		role,
		locale: 'en',
		plots: plots.split(' ').filter(Boolean),
		mail: true,
		areas: [],
		skills: [],
		interests: [],
		mailTo: 'stewards',
		phoneTo: 'stewards',
		...about
	};
}

/** The eighty people of Elm Street Garden: three stewards, 62 members, 15 neighbours. */
export const PEOPLE: readonly Somebody[] = [
	...GARDENERS.map(([name, about]) => somebody(about?.role ?? 'member', name, about)),
	...NEIGHBOURS.map(([name, about]) => somebody('neighbour', name, about))
];

/** People who gardened here and have left; each with the plot they had. */
export const FORMER: readonly Somebody[] = [
	somebody('member', 'Walter Simms', { plots: 'A11', mail: false }),
	somebody('member', 'Nuria Campos', { plots: 'C9', locale: 'es' }),
	somebody('member', 'Gwen Parry', { plots: 'B9' }),
	somebody('member', 'Jaime Torres', { plots: 'C5', locale: 'es' })
];

/** Those who garden at Canal Walk: its steward first. All of them are Elm Street's neighbours too. */
export const CANAL: readonly string[] = [
	'Naomi Fletcher',
	'Abdi Warsame',
	'Claire Dubois',
	'Jorge Salinas',
	'Amara Eze',
	'Hiroshi Sato'
];

/** An address that nobody has: names under .example are reserved (RFC 2606), and no mail is ever sent there. */
export function mailOf({ name }: Pick<Somebody, 'name'>): string {
	const plain = name
		.normalize('NFD')
		.replace(/[^A-Za-z ]/g, '')
		.toLowerCase();
	return `${plain.replaceAll(' ', '.')}@elm-street.example`;
}
