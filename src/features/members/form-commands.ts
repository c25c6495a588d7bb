import { textCommand, type FormCommand } from '#lib/command/form-command.ts';
import { dayYear } from '#lib/i18n/format.ts';
import { detailsInput, restInput } from './form.ts';

const thing: FormCommand['thing'] = ({ membershipId }) => `membershipId:${String(membershipId)}`;

/** What people say of themselves in a garden; the form carries their `membershipId`. */
export const memberCommands: Record<'change' | 'addRest' | 'removeRest', FormCommand> = {
	change: {
		name: 'members.change',
		version: 1,
		input: (form) => detailsInput(form, form.text('membershipId')),
		thing
	},
	addRest: {
		name: 'members.addRest',
		version: 1,
		input: (form) => restInput(form, form.text('membershipId')),
		thing,
		what: ({ from, until }) => [...new Set([from, until])].map((day) => dayYear(String(day))).join(' – ')
	},
	removeRest: textCommand('members.removeRest', 'restId')
};
