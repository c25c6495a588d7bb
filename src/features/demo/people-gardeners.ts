import type { About } from './somebody.ts';

/** Numbers from 020 7946 0000 on are set aside for fiction (Ofcom). */
const phone = (last: number) => `020 7946 0${String(last).padStart(3, '0')}`;

/** Stewards and members, plot by plot. People of one household share it. */
export const GARDENERS: readonly [name: string, about?: About][] = [
	[
		'Grace Okafor',
		{
			role: 'steward',
			areas: ['plots', 'rota', 'people', 'money', 'moderation'],
			plots: 'A4',
			household: 'Okafor',
			phone: phone(104),
			skills: ['first aid', 'minutes', 'seed saving'],
			mailTo: 'members',
			phoneTo: 'members'
		}
	],
	[
		'Samuel Brandt',
		{
			role: 'steward',
			areas: ['plots', 'rota'],
			plots: 'C2',
			phone: phone(122),
			skills: ['carpentry', 'plumbing', 'compost'],
			mailTo: 'members',
			phoneTo: 'members'
		}
	],
	[
		'Pilar Montoya',
		{
			role: 'steward',
			areas: ['people', 'money', 'moderation'],
			plots: 'B5',
			locale: 'es',
			phone: phone(135),
			skills: ['traducción español–inglés', 'contabilidad'],
			mailTo: 'members'
		}
	],
	['Joan Pettifer', { plots: 'A1', mail: false, phone: phone(101), skills: ['roses', 'jam'], most: 2 }],
	[
		'Kwame Mensah',
		{ plots: 'A2', household: 'Mensah', skills: ['heavy lifting', 'compost'], mailTo: 'members' }
	],
	['Abena Mensah', { plots: 'A2', household: 'Mensah', interests: ['beekeeping'] }],
	['Lena Fischer', { plots: 'A3', skills: ['compost', 'worms'], interests: ['fruit trees'] }],
	['Chidi Okafor', { plots: 'A4', household: 'Okafor', skills: ['spreadsheets'], most: 2 }],
	['Hassan Ali', { plots: 'A5', phone: phone(105), skills: ['brickwork'] }],
	['Beatriz Rojas', { plots: 'A6', household: 'Rojas', locale: 'es', skills: ['cocina', 'conservas'] }],
	['Julián Rojas', { plots: 'A6', household: 'Rojas', locale: 'es', mail: false }],
	['Wendy Clarke', { plots: 'A7', skills: ['cut flowers'], mailTo: 'members' }],
	['Ngoc Tran', { plots: 'A8', skills: ['seed saving'], interests: ['water plants'] }],
	['Piotr Zielinski', { plots: 'A9', household: 'Zielinski', skills: ['welding', 'compost'] }],
	['Ania Zielinska', { plots: 'A9', household: 'Zielinski', interests: ['mushrooms'] }],
	['Dorothy Banks', { plots: 'A10', mail: false, phone: phone(110), most: 1 }],
	['Ravi Menon', { plots: 'A12', skills: ['irrigation'], interests: ['chillies'] }],
	['Carmen Iglesias', { plots: 'A13', locale: 'es', skills: ['poda', 'compost'], mailTo: 'members' }],
	['Olu Adeyemi', { plots: 'A14', skills: ['photography'] }],
	['Hannah Frost', { plots: 'A15', most: 2 }],
	['Ibrahim Diallo', { plots: 'A16', household: 'Diallo', skills: ['French', 'heavy lifting'] }],
	['Fatou Diallo', { plots: 'A16', household: 'Diallo' }],
	['Marta Quiroga', { plots: 'A17', locale: 'es', skills: ['hierbas medicinales'] }],
	['Yusuf Demir', { plots: 'B1', household: 'Demir', skills: ['grilling'], phone: phone(131) }],
	['Elif Demir', { plots: 'B1', household: 'Demir', interests: ['school visits'] }],
	['Sheila Brennan', { plots: 'B2', mail: false, phone: phone(132), most: 1 }],
	[
		'Rosa Delgado',
		{
			plots: 'B3',
			household: 'Delgado',
			phone: phone(133),
			skills: ['Spanish', 'pruning'],
			interests: ['beekeeping', 'grafting'],
			most: 3,
			mailTo: 'members'
		}
	],
	['Mateo Delgado', { plots: 'B3', household: 'Delgado', mail: false, most: 1 }],
	['Anita Sharma', { plots: 'B4 D1', skills: ['cooking', 'herbs'], mailTo: 'members' }],
	['George Papadakis', { plots: 'B6', skills: ['vines', 'compost'], phone: phone(136), phoneTo: 'members' }],
	['Nadia Rahman', { plots: 'B7', interests: ['composting'] }],
	['Luis Herrera', { plots: 'B8', household: 'Herrera', locale: 'es', skills: ['albañilería'] }],
	['Gabriela Herrera', { plots: 'B8', household: 'Herrera', locale: 'es', interests: ['apicultura'] }],
	['Colin Baxter', { plots: 'B9', skills: ['potatoes', 'tool sharpening'] }],
	['Thandi Nkosi', { plots: 'B10', skills: ['first aid'] }],
	['Femi Balogun', { plots: 'B11', skills: ['drumming', 'compost'] }],
	['Ruth Goldstein', { plots: 'B12', phone: phone(142), interests: ['old apple varieties'] }],
	['Arthur Pym', { plots: 'R1', mail: false, phone: phone(151), most: 1 }],
	['Inés Vidal', { plots: 'R2', locale: 'es', interests: ['semillas'] }],
	['Betty Lawson', { plots: 'R3', mail: false, phone: phone(153), skills: ['knitting'], most: 1 }],
	['Tomás Aguirre', { plots: 'R4', locale: 'es', skills: ['fontanería'] }],
	['Keiko Mori', { plots: 'R5 D1', skills: ['pickling'], mailTo: 'members' }],
	['Stanley Moore', { plots: 'R6', mail: false, phone: phone(156), most: 1 }],
	['Farida Karimi', { plots: 'R7', skills: ['herbs'] }],
	['Deborah Stein', { plots: 'R8 D2', skills: ['teaching'] }],
	['Marco Bianchi', { plots: 'C1', household: 'Bianchi', skills: ['tomatoes', 'compost'] }],
	['Giulia Bianchi', { plots: 'C1', household: 'Bianchi' }],
	['Esperanza Ruiz', { plots: 'C3', locale: 'es', mail: false, phone: phone(163), most: 2 }],
	['Daniel Kim', { plots: 'C4', household: 'Kim', skills: ['bicycle trailer'] }],
	['Soo-jin Kim', { plots: 'C4', household: 'Kim', skills: ['kimchi'], interests: ['seed saving'] }],
	['Aisha Mohamud', { plots: 'C5', interests: ['okra'] }],
	['Patrick O’Neill', { plots: 'C6', phone: phone(166), skills: ['hedges', 'scything'] }],
	[
		'Ahmed Haddad',
		{ plots: 'C7', skills: ['figs', 'irrigation'], phone: phone(167), mailTo: 'members', phoneTo: 'members' }
	],
	['Sofía Castaño', { plots: 'C8', household: 'Castaño', locale: 'es' }],
	['Andrés Castaño', { plots: 'C8', household: 'Castaño', locale: 'es', skills: ['carpintería'] }],
	['Linh Pham', { plots: 'C10', skills: ['pond care'] }],
	['Zoë Hart', { plots: 'C11', household: 'Hart', interests: ['wild flowers'] }],
	['Ben Hart', { plots: 'C11', household: 'Hart', skills: ['electrics'] }],
	['Valentina Cruz', { plots: 'C12', locale: 'es', skills: ['calabazas', 'compost'] }],
	['Emeka Obi', { plots: 'D5', skills: ['heavy lifting'] }],
	['Catherine Doyle', { plots: 'D6', skills: ['nursery'], interests: ['greenhouses'] }],
	['Jamila Hussein', { plots: 'D1', skills: ['group work'], mailTo: 'members' }],
	['Oliver Grant', { plots: 'D2', skills: ['teaching', 'first aid'], phone: phone(172) }],
	['Rocío Paredes', { plots: 'D3', locale: 'es', skills: ['permacultura', 'compost'] }],
	['Wei Zhang', { plots: 'D4 D3', skills: ['seed saving', 'compost'] }]
];
