import type { FormReader } from '#lib/command/form.ts';

/** The settings of a garden as the form has them; what is wrong is passed on for the command to refuse. */
export function settingsFrom(form: FormReader) {
	return {
		name: form.text('name'),
		about: form.text('about'),
		address: form.text('address'),
		openingHours: form.text('openingHours'),
		timeZone: form.text('timeZone') || undefined,
		locale: form.text('locale'),
		units: form.text('units'),
		listed: form.flag('listed'),
		neighboursMayJoin: form.flag('neighboursMayJoin'),
		lng: form.number('lng'),
		lat: form.number('lat')
	};
}
