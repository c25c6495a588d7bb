import * as v from 'valibot';
import type { Area, OpenTo, Role } from './tables.ts';

export const ROLES = ['steward', 'member', 'neighbour'] as const satisfies readonly Role[];
export const OPEN_TO = ['nobody', 'stewards', 'members'] as const satisfies readonly OpenTo[];
export const AREAS = ['plots', 'rota', 'people', 'money', 'moderation'] as const satisfies readonly Area[];

export const Id = v.pipe(v.string(), v.uuid('error_not_understood'));
export const Name = v.pipe(v.string(), v.trim(), v.nonEmpty('error_required'), v.maxLength(80, 'error_too_long'));
export const Email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email('error_email'), v.maxLength(254, 'error_too_long'));
export const Phone = v.pipe(v.string(), v.trim(), v.maxLength(40, 'error_too_long'));
export const Day = v.pipe(v.string(), v.isoDate('error_day'));

/** Skills and interests in own words: at most 20, each at most 40 characters. */
const Words = v.pipe(
	v.array(v.pipe(v.string(), v.trim(), v.maxLength(40, 'error_too_long'))),
	v.maxLength(20, 'members_too_many_words'),
	v.transform((words) => [...new Set(words.filter((word) => word !== ''))])
);

export const Invite = v.object({
	gardenId: Id,
	role: v.picklist(ROLES, 'error_choose_one'),
	label: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80, 'error_too_long')), ''),
	days: v.optional(v.pipe(v.number('error_number'), v.integer('error_number'), v.minValue(1, 'error_too_small'), v.maxValue(365, 'error_too_big')), 14),
	maxUses: v.optional(v.pipe(v.number('error_number'), v.integer('error_number'), v.minValue(1, 'error_too_small'), v.maxValue(500, 'error_too_big')), 1)
});

export const AddPerson = v.object({
	gardenId: Id,
	name: Name,
	role: v.optional(v.picklist(ROLES, 'error_choose_one'), 'member'),
	email: v.optional(Email),
	phone: v.optional(Phone)
});

export const ChangeMembership = v.object({
	membershipId: Id,
	skills: Words,
	interests: Words,
	monthlyMax: v.optional(
		v.nullable(v.pipe(v.number('error_number'), v.integer('error_number'), v.minValue(0, 'error_too_small'), v.maxValue(60, 'error_too_big'))),
		null
	),
	emailOpenTo: v.picklist(OPEN_TO, 'error_choose_one'),
	phoneOpenTo: v.picklist(OPEN_TO, 'error_choose_one')
});

export const ChangePerson = v.object({ membershipId: Id, name: Name, phone: v.optional(Phone, '') });

export const SetRole = v.object({
	membershipId: Id,
	role: v.picklist(ROLES, 'error_choose_one'),
	areas: v.optional(v.array(v.picklist(AREAS, 'error_choose_one')), [])
});

export const SetHousehold = v.object({
	membershipId: Id,
	name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80, 'error_too_long')), '')
});

export const AddRest = v.pipe(
	v.object({ membershipId: Id, from: Day, until: Day }),
	v.forward(
		v.check(({ from, until }) => from <= until, 'members_rest_backwards'),
		['until']
	)
);
