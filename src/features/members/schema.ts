import * as v from 'valibot';
import { PersonName, Phone } from '#features/account/schema.ts';
import { daysBetween, isDay } from '#lib/time/day.ts';
import type { Area, OpenTo, Role } from './tables.ts';

export const ROLES = ['steward', 'member', 'neighbour'] as const satisfies readonly Role[];
export const OPEN_TO = ['nobody', 'stewards', 'members'] as const satisfies readonly OpenTo[];
export const AREAS = ['plots', 'rota', 'people', 'money', 'moderation'] as const satisfies readonly Area[];

/** The longest rest in days: a year. Whoever needs more enters another. */
export const LONGEST_REST = 366;

const Id = v.pipe(v.string(), v.uuid('error_not_understood'));
const Day = v.pipe(v.string(), v.check(isDay, 'error_day'));
const Email = v.pipe(
	v.string(),
	v.trim(),
	v.toLowerCase(),
	v.email('error_email'),
	v.maxLength(254, 'error_too_long')
);

/** One line: runs of white space are one space, control characters are refused. */
function line(most: number) {
	return v.pipe(
		v.string(),
		v.transform((text) => text.replace(/\s+/gu, ' ').trim()),
		v.maxLength(most, 'error_too_long'),
		v.regex(/^\P{Cc}*$/u, 'members_letters_only')
	);
}

function whole(least: number, most: number) {
	return v.pipe(
		v.number('error_number'),
		v.integer('error_number'),
		v.minValue(least, 'error_too_small'),
		v.maxValue(most, 'error_too_big')
	);
}

/** Skills and interests in own words: at most 20, each at most 40 characters; a word said twice counts once. */
const Words = v.pipe(
	v.array(line(40)),
	v.maxLength(20, 'members_too_many_words'),
	v.transform((words) => {
		const first = new Map(words.filter(Boolean).map((word) => [word.toLocaleLowerCase(), word] as const));
		return [...first.values()];
	})
);

export const Invite = v.object({
	gardenId: Id,
	role: v.picklist(ROLES, 'error_choose_one'),
	label: v.optional(line(80), ''),
	days: v.optional(whole(1, 365), 14),
	maxUses: v.optional(whole(1, 500), 1)
});

export const OneInvitation = v.object({ invitationId: Id });

export const OneMembership = v.object({ membershipId: Id });

export const AddPerson = v.object({
	gardenId: Id,
	name: PersonName,
	role: v.optional(v.picklist(ROLES, 'error_choose_one'), 'member'),
	email: v.optional(Email),
	phone: v.optional(v.union([v.literal(''), Phone], 'account_phone_wrong'))
});

/** What is left out of the contact settings stays as it is. */
export const ChangeMembership = v.object({
	membershipId: Id,
	skills: Words,
	interests: Words,
	monthlyMax: v.optional(v.nullable(whole(0, 60)), null),
	emailOpenTo: v.optional(v.picklist(OPEN_TO, 'error_choose_one')),
	phoneOpenTo: v.optional(v.picklist(OPEN_TO, 'error_choose_one'))
});

export const ChangePerson = v.object({
	membershipId: Id,
	name: PersonName,
	phone: v.optional(v.union([v.literal(''), Phone], 'account_phone_wrong'), '')
});

export const SetRole = v.object({
	membershipId: Id,
	role: v.picklist(ROLES, 'error_choose_one'),
	areas: v.optional(v.array(v.picklist(AREAS, 'error_choose_one')), [])
});

export const SetHousehold = v.object({ membershipId: Id, name: v.optional(line(80), '') });

export const AddRest = v.pipe(
	v.object({ membershipId: Id, from: Day, until: Day }),
	v.forward(
		v.check(({ from, until }) => from <= until, 'members_rest_backwards'),
		['until']
	),
	v.forward(
		v.check(({ from, until }) => daysBetween(from, until) < LONGEST_REST, 'members_rest_long'),
		['until']
	)
);

export const OneRest = v.object({ restId: Id });
