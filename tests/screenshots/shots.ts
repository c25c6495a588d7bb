export type Role = 'gardener' | 'neighbour' | 'steward';

/** One picture: whose page, on which screen. */
export interface Shot {
	/** The file's name without its ending. */
	name: string;
	/** undefined: a visitor. */
	role?: Role;
	path: string;
	screen: 'phone' | 'desk';
	dark?: boolean;
	locale?: 'en' | 'es';
	/** Something to be tapped first. */
	click?: string;
	/** The whole page and not only what the screen shows. */
	full?: boolean;
}

const GARDEN = '/g/elm-street-garden';

/** The pictures of the README. */
export const README: readonly Shot[] = [
	{ name: 'today', role: 'gardener', path: `${GARDEN}/today`, screen: 'phone' },
	{ name: 'harvest', role: 'neighbour', path: `${GARDEN}/harvest`, screen: 'phone' },
	{ name: 'map', role: 'steward', path: `${GARDEN}/map`, screen: 'phone', dark: true },
	{ name: 'desk', role: 'steward', path: `${GARDEN}/map`, screen: 'desk' }
];

/** The pictures that the manifest names, in both languages (`src/lib/install/manifest.ts`). */
export const INSTALL: readonly Shot[] = (['en', 'es'] as const).flatMap((locale): Shot[] => [
	{ name: `today-${locale}`, role: 'gardener', path: `${GARDEN}/today`, screen: 'phone', locale },
	{ name: `map-${locale}`, role: 'gardener', path: `${GARDEN}/map`, screen: 'phone', locale },
	{ name: `harvest-${locale}`, role: 'gardener', path: `${GARDEN}/harvest`, screen: 'phone', locale },
	{ name: `desk-${locale}`, role: 'gardener', path: `${GARDEN}/map`, screen: 'desk', locale }
]);

const PAGES: Readonly<Record<Role | 'visitor', readonly string[]>> = {
	gardener: ['today', 'map', 'rota', 'harvest', 'harvest/new', 'people', 'log', 'more', 'membership'],
	neighbour: ['today', 'harvest', 'more'],
	steward: [
		'today',
		'map',
		'map/draw',
		'rota',
		'rota/new',
		'people',
		'people/add',
		'people/invite',
		'settings',
		'log'
	],
	visitor: ['', 'harvest']
};

const APART: readonly [name: string, path: string][] = [
	['start', '/'],
	['demo', '/demo'],
	['gardens', '/gardens'],
	['board', '/harvest'],
	['sign-in', '/sign-in']
];

function everywhere(name: string, path: string, role?: Role): Shot[] {
	const screens = ['phone', 'desk'] as const;
	const shots = screens.flatMap((screen) =>
		[false, true].map((dark): Shot => {
			const full = screen === 'phone';
			return { name: `${name}-${screen}-${dark ? 'dark' : 'light'}`, role, path, screen, dark, full };
		})
	);
	return [...shots, { name: `${name}-phone-es`, role, path, screen: 'phone', locale: 'es', full: true }];
}

/** Every page as each person sees it: both screens, light and dark, and on the phone in Spanish. */
export const REVIEW: readonly Shot[] = [
	...APART.flatMap(([name, path]) => everywhere(name, path)),
	...(['visitor', 'gardener', 'neighbour', 'steward'] as const).flatMap((role) =>
		PAGES[role].flatMap((page) =>
			everywhere(
				`${role}-${page.replaceAll('/', '-') || 'garden'}`,
				`${GARDEN}/${page}`,
				role === 'visitor' ? undefined : role
			)
		)
	)
];
