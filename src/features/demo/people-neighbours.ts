import type { About } from './somebody.ts';

/** People from the streets around, who come for what is over and lend a hand now and then. */
export const NEIGHBOURS: readonly [name: string, about?: About][] = [
	['Naomi Fletcher', { phone: '020 7946 0201', skills: ['canal history'] }],
	['Tom Whitaker', { phone: '020 7946 0202', interests: ['vegetables for soup'] }],
	['Mei Tanaka', { interests: ['a plot of my own'] }],
	['Lucía Fernández', { locale: 'es', skills: ['costura'] }],
	['Abdi Warsame', { skills: ['kale'] }],
	['Claire Dubois'],
	['Jorge Salinas', { locale: 'es', skills: ['higueras'] }],
	['Priya Nair', { interests: ['curry leaves'] }],
	['Liam Walsh', { skills: ['van driver'] }],
	['Amara Eze'],
	['Katarzyna Nowak', { skills: ['baking'] }],
	['Manuel Ortiz', { locale: 'es' }],
	['Sinead Kelly', { interests: ['flowers'] }],
	['Hiroshi Sato'],
	['Leila Haidari', { skills: ['sewing'] }]
];
