import * as v from 'valibot';
import { gardenerRead, GardenParam, insideRead, stewardRead } from '#features/gardens/reading.server.ts';
import { Count, Day, Flag, Id, IdParam, Instant, or, PageParam, SearchParam, Text } from '#lib/api/parts.ts';
import { defineRead, type AnyRead } from '#lib/command/read.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { memberProfile, membersOf, openInvitations, ownMembership, PEOPLE_A_PAGE } from './queries.server.ts';
import { AREAS, OPEN_TO, ROLES } from './schema.ts';

const person = {
	...{
		membershipId: Id,
		personId: Id,
		name: Text,
		role: v.picklist(ROLES),
		areas: v.array(v.picklist(AREAS))
	},
	...{ household: or(Text), skills: v.array(Text), interests: v.array(Text) },
	plots: v.array(v.strictObject({ id: Id, number: Text })),
	...{ email: or(Text), phone: or(Text), resting: Flag, hasAccount: or(Flag), self: Flag, joinedAt: Instant }
};

const settings = {
	rests: v.array(v.strictObject({ id: Id, from: Day, until: Day, turns: Count })),
	...{ monthlyMax: or(Count), emailOpenTo: v.picklist(OPEN_TO), phoneOpenTo: v.picklist(OPEN_TO) },
	linkUntil: or(Instant)
};

const list = defineRead({
	name: 'members.list',
	path: '/gardens/{garden}/people',
	summary:
		'The people of your garden, with the contacts that they opened to you; neighbours for stewards of people.',
	reader: 'person',
	params: v.object({
		garden: GardenParam,
		q: SearchParam,
		role: v.optional(v.picklist(ROLES, 'error_choose_one')),
		page: PageParam
	}),
	result: v.strictObject({ people: v.array(v.strictObject(person)), total: Count, pages: Count }),
	async read(context, params) {
		const { standing, ...garden } = await gardenerRead(context, params);
		const { q: words, role, page } = params;
		const found = await membersOf(context.db, garden, standing, { words, role, page }, context.now);
		return { ...found, pages: Math.ceil(found.total / PEOPLE_A_PAGE) };
	}
});

const one = defineRead({
	name: 'members.one',
	path: '/gardens/{garden}/people/{membership}',
	summary: 'One person of your garden; rest and settings for stewards who act for them.',
	reader: 'person',
	params: v.object({ garden: GardenParam, membership: IdParam }),
	result: v.strictObject({ ...person, acting: or(v.strictObject(settings)) }),
	async read(context, params) {
		const { standing, ...garden } = await gardenerRead(context, params);
		const found = await memberProfile(context.db, garden, standing, params.membership, context.now);
		if (!found) throw notFound();
		return found;
	}
});

const own = defineRead({
	name: 'members.own',
	path: '/gardens/{garden}/membership',
	summary: 'Your own place in a garden: skills, rest, own maximum, who sees your contacts.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({ ...person, ...settings }),
	async read(context, params) {
		const { standing, ...garden } = await insideRead(context, params);
		return ownMembership(context.db, garden, standing, context.now);
	}
});

const invitations = defineRead({
	name: 'members.invitations',
	path: '/gardens/{garden}/invitations',
	summary: 'The invitation links that still work, without their secret; for stewards of people.',
	reader: 'person',
	params: v.object({ garden: GardenParam }),
	result: v.strictObject({
		invitations: v.array(
			v.strictObject({
				...{ id: Id, role: v.picklist(ROLES), label: Text, uses: Count, maxUses: Count },
				...{ expiresAt: Instant, by: or(Text), forPerson: or(Text) }
			})
		)
	}),
	async read(context, params) {
		const { id } = await stewardRead(context, params, 'people');
		return { invitations: await openInvitations(context.db, id, context.now) };
	}
});

/** What of this room can be read through the API. */
export const reads: readonly AnyRead[] = [list, one, own, invitations];
