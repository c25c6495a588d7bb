import type { IconName } from './icon-names.ts';

/** What the root layout's data gives the frame around every page. */
export interface ShellData {
	viewer?: {
		personId: string;
		name: string;
		locale: string;
		theme: 'system' | 'light' | 'dark' | 'contrast';
	} | null;
	/** When the server made this page: an ISO instant. */
	renderedAt?: string;
	garden?: {
		slug: string;
		name: string;
		role: 'steward' | 'member' | 'neighbour' | null;
		timeZone?: string;
	};
}

export type Section = 'today' | 'map' | 'rota' | 'harvest' | 'more';

/** The five destinations of a garden, in the order of the thumb. */
const SECTIONS: readonly { id: Section; icon: IconName }[] = [
	{ id: 'today', icon: 'sprout' },
	{ id: 'map', icon: 'map' },
	{ id: 'rota', icon: 'droplets' },
	{ id: 'harvest', icon: 'shopping-basket' },
	{ id: 'more', icon: 'ellipsis' }
];

/** The destinations that are there for somebody: neighbours hold no plots and water none. */
export function sectionsFor(role: NonNullable<ShellData['garden']>['role']): typeof SECTIONS {
	if (role !== 'neighbour') return SECTIONS;
	return SECTIONS.filter(({ id }) => id !== 'map' && id !== 'rota');
}

const BELONGS: Record<string, Section> = {
	today: 'today',
	map: 'map',
	plots: 'map',
	rota: 'rota',
	turns: 'rota',
	harvest: 'harvest'
};

/** The destination that a garden's page belongs to; undefined for the garden's own front page. */
export function sectionOf(pathname: string): Section | undefined {
	const [, , , first] = pathname.split('/');
	return first ? (BELONGS[first] ?? 'more') : undefined;
}
