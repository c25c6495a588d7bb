import type { FormReader } from '#lib/command/form.ts';

/** Words that stand in one field, separated by commas or lines. */
export function splitWords(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map((word) => word.trim())
		.filter(Boolean);
}

/** `members.change` from the form of details; contact settings only where the form has them. */
export function detailsInput(form: FormReader, membershipId: string) {
	return {
		membershipId,
		skills: splitWords(form.text('skills')),
		interests: splitWords(form.text('interests')),
		monthlyMax: form.number('monthlyMax') ?? null,
		emailOpenTo: form.optional('emailOpenTo'),
		phoneOpenTo: form.optional('phoneOpenTo')
	};
}

/** `members.addRest`; without a last day, the rest is one day long. */
export function restInput(form: FormReader, membershipId: string) {
	const from = form.text('from');
	return { membershipId, from, until: form.text('until') || from };
}

/** `members.invite`; a link for stewards works once, whatever the field says. */
export function inviteInput(form: FormReader, gardenId: string) {
	const role = form.text('role');
	return {
		gardenId,
		role,
		label: form.text('label'),
		days: form.number('days'),
		maxUses: role === 'steward' ? 1 : form.number('maxUses')
	};
}
