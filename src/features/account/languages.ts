/** The languages of the interface, each in its own. */
export const LANGUAGES = [
	{ value: 'en', label: 'English' },
	{ value: 'es', label: 'Español' }
] as const;
