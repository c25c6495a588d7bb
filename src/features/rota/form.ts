import type { FormReader } from '#lib/command/form.ts';

/** Reads the rota form into the shape of `RotaFields`; the schema refuses what is wrong. */
export function readRotaForm(form: FormReader) {
	const everyone = form.text('who') !== 'chosen';
	return {
		name: form.text('rota.name'),
		duty: form.text('rota.duty'),
		zoneId: form.optional('rota.zoneId') ?? null,
		instructions: form.text('rota.instructions'),
		from: form.text('rota.from'),
		to: form.text('rota.to'),
		weekdays: form.list('rota.weekdays'),
		interval: form.number('rota.interval'),
		startsAt: form.text('rota.startsAt').slice(0, 5),
		minutes: form.number('rota.minutes'),
		room: form.number('rota.room'),
		weight: form.number('rota.weight'),
		neededSkills: [
			...form.list('rota.neededSkills'),
			...form.list('moreSkill').map((skill) => skill.trim())
		].filter(Boolean),
		everyone,
		people: sharesOf(form, everyone)
	};
}

/** Where everybody takes part, only shares that differ from a full one are kept. */
function sharesOf(form: FormReader, everyone: boolean) {
	return form
		.list('person')
		.map((membershipId) => ({ membershipId, share: Number(form.text(`share.${membershipId}`) || 1) }))
		.filter(({ share }) => share > 0 && !(everyone && share === 1));
}
