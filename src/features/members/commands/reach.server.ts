import type { CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { requireArea, requireStanding } from '../access.server.ts';
import { canActFor } from '../rules.ts';
import type { Role } from '../tables.ts';

/** A membership that a command is about. */
export interface Reached {
	id: string;
	gardenId: string;
	personId: string;
	role: Role;
}

async function findMembership({ tx }: CommandContext, membershipId: string): Promise<Reached> {
	const row = await tx
		.selectFrom('membership')
		.select(['id', 'garden_id', 'person_id', 'role'])
		.where('id', '=', membershipId)
		.where('left_at', 'is', null)
		.executeTakeFirst();
	if (!row) throw notFound();
	return { id: row.id, gardenId: row.garden_id, personId: row.person_id, role: row.role };
}

/** Guard: one's own membership, or anybody's in a garden whose people one looks after. */
export async function reachOwn(context: CommandContext, membershipId: string): Promise<Reached> {
	const membership = await findMembership(context, membershipId);
	const standing = await requireStanding(context, membership.gardenId);
	if (!canActFor(standing, membership.personId))
		throw new Refused({ code: 'forbidden', key: 'members_not_yours' });
	return membership;
}

/** Guard: a membership in a garden whose people the sender looks after. */
export async function reachAsSteward(context: CommandContext, membershipId: string): Promise<Reached> {
	const membership = await findMembership(context, membershipId);
	await requireArea(context, membership.gardenId, 'people');
	return membership;
}

/** Guard for giving a role: only stewards of people give any, and they lock the garden's roles while they do. */
export async function lockRoles(context: CommandContext, gardenId: string): Promise<void> {
	await requireArea(context, gardenId, 'people');
	// Two stewards who step down at the same moment must not both see the other one stay.
	await context.tx.selectFrom('garden').select('id').where('id', '=', gardenId).forUpdate().executeTakeFirst();
}

/** Refuses to take the last steward of people from a garden. */
export async function keepASteward(context: CommandContext, { id, gardenId }: Reached): Promise<void> {
	const other = await context.tx
		.selectFrom('membership')
		.innerJoin('membership_area', 'membership_area.membership_id', 'membership.id')
		.select('membership.id')
		.where('garden_id', '=', gardenId)
		.where('role', '=', 'steward')
		.where('area', '=', 'people')
		.where('left_at', 'is', null)
		.where('membership.id', '<>', id)
		.executeTakeFirst();
	if (!other) throw new Refused({ code: 'conflict', key: 'members_last_steward', field: 'role' });
}

