import type { FormCommand } from '#lib/command/form-command.ts';

/** Name, phone and language, or the look: whichever of its two forms was sent. */
export const changeProfile: FormCommand = {
	name: 'account.changeProfile',
	version: 1,
	input: (form) =>
		form.optional('theme')
			? { theme: form.text('theme') }
			: { name: form.text('name'), phone: form.optional('phone') ?? null, locale: form.text('locale') },
	thing: () => 'profile'
};
