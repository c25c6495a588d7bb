import type { CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';
import { dayOf, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import '#features/gardens/tables.ts';
import '#features/plots/tables.ts';
import { requireArea, requireStanding } from '../access.server.ts';
import { canActFor, gardens, type Standing } from '../rules.ts';
import type { Role } from '../tables.ts';

/** A membership that a command is about. */
export interface Reached {
	id: string;
	gardenId: string;
	personId: string;
	role: Role;
}

async function findMembership(tx: Tx, membershipId: string): Promise<Reached> {
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
	const membership = await findMembership(context.tx, membershipId);
	if (context.actor.via === 'cli') return membership;
	const standing = await requireStanding(context, membership.gardenId);
	if (canActFor(standing, membership.personId)) return membership;
	// To a neighbour, the people of the garden do not exist.
	throw gardens(standing) ? new Refused({ code: 'forbidden', key: 'members_not_yours' }) : notFound();
}

/** Guard: a membership in a garden whose people the sender looks after (`by`; null: the operator). */
export async function reachAsSteward(
	context: CommandContext,
	membershipId: string
): Promise<Reached & { by: Standing | null }> {
	const membership = await findMembership(context.tx, membershipId);
	const by = await requireArea(context, membership.gardenId, 'people');
	return { ...membership, by };
}

/**
 * Guard for what may take a steward from a garden: once the sender is known to be allowed, the garden's roles
 * are held and read again, so that of two stewards who step down at the same moment the second sees the first
 * gone, and nobody acts with a right that was taken from them a moment ago.
 */
export async function holdingRoles<R extends Reached>(
	context: CommandContext,
	reach: () => Promise<R>
): Promise<R> {
	const { gardenId } = await reach();
	await context.tx.selectFrom('garden').select('id').where('id', '=', gardenId).forUpdate().execute();
	return reach();
}

/** Refuses to take the last steward of people from a garden. */
export async function keepASteward(
	{ tx }: CommandContext,
	{ id, gardenId }: Pick<Reached, 'id' | 'gardenId'>
): Promise<void> {
	const other = await tx
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

/** Refuses while the person holds a plot today or later. `today` is reckoned on the garden's own clock. */
export async function requireNoPlot(
	{ tx, now }: CommandContext,
	{ id }: Pick<Reached, 'id'>,
	key: 'members_holds_plot' | 'members_neighbour_holds_plot'
): Promise<void> {
	const rows = await tx
		.selectFrom('tenancy_holder')
		.innerJoin('tenancy', 'tenancy.id', 'tenancy_holder.tenancy_id')
		.innerJoin('plot', 'plot.id', 'tenancy.plot_id')
		.innerJoin('garden', 'garden.id', 'plot.garden_id')
		.select(['plot.number', 'tenancy.days', 'garden.time_zone'])
		.where('membership_id', '=', id)
		.execute();
	const held = rows.find(({ days, time_zone }) => isNowOrLater(days, dayOf(now, time_zone)));
	if (held) throw new Refused({ code: 'conflict', key, params: { number: held.number } });
}

function isNowOrLater(days: string, today: Day): boolean {
	const { until } = parseDayRange(days);
	return until === null || until > today;
}
