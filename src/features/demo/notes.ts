import type { Duty } from '#features/rota/tables.ts';

type Notes = Readonly<Record<'en' | 'es', readonly string[]>>;

/** What people leave behind after a turn. */
export const DONE_NOTES: Partial<Record<Duty, Notes>> = {
	watering: {
		en: [
			'Dry all the way down. The tomatoes got double.',
			'Tap 3 drips again. I tied it up with string for now.',
			'Ground was still damp, so only seedlings and pots today.',
			'A fox has been at B7. I put the net back.',
			'Left the long hose coiled behind the shed.',
			'Beans on C4 want picking, I left the family a note.',
			'Took me 35 minutes, the pressure was low.',
			'Somebody left tap 5 running. Please look twice before you go.',
			'Hedgehog under the pallet by the compost. Tread softly.'
		],
		es: [
			'Todo regado. El grifo 2 pierde un poco.',
			'La tierra seguía húmeda: solo regué los semilleros.',
			'He puesto una botella con agua para las abejas junto al grifo 4.',
			'Faltaba presión, tardé casi tres cuartos de hora.',
			'Las lechugas de R2 ya se pueden cortar.',
			'Vi pulgón en las habas de B8. Avisada la familia.'
		]
	},
	compost: {
		en: [
			'Turned bay 2, it steams nicely. Bay 1 is full, please use bay 3.',
			'Took out two plastic pots and a teaspoon.',
			'Too wet: added four sacks of leaves.',
			'Bay 3 is ready. Help yourselves, one bucket a plot.'
		],
		es: [
			'Volteado el cajón 2, está caliente. El 1 está lleno.',
			'Falta material seco. Traed cartón sin tinta.'
		]
	},
	gate: {
		en: [
			'Eleven visitors. Two asked how to get a plot.',
			'Rained from three. Four people and a dog came.',
			'A class from the primary school looked in. They want to come back in spring.',
			'Quiet. Sold nothing, gave away mint.'
		],
		es: [
			'Vinieron nueve personas, una se apuntó como vecina.',
			'Tarde tranquila. Regalamos plantones de albahaca.'
		]
	}
};

/** Why somebody cannot make it; nobody has to say. */
export const ABSENT_NOTES: Notes = {
	en: [
		'Working late all week, sorry.',
		'My sister is visiting. I could do any day the week after.',
		'Bad back. Nothing heavy for a few days.',
		'School concert, starts at six.',
		''
	],
	es: ['Tengo turno de tarde en el hospital.', 'Se me ha juntado con la reunión del cole.', '']
};
