import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import type { Tx } from '#lib/db/database.server.ts';
import type { Area, Role } from '#features/members/tables.ts';

const RANK: Record<Role, number> = { neighbour: 0, member: 1, steward: 2 };

/** True where the first role is more than the second. */
export function outranks(role: Role, other: Role): boolean {
	return RANK[role] > RANK[other];
}

interface Joining {
	gardenId: string;
	personId: string;
	role: Role;
	areas: readonly Area[];
	grantedBy: string | null;
}

/**
 * Puts a person into a garden. Who had left comes back to their old membership; who is there in a lesser role
 * is raised. Refuses who already has this role or a higher one.
 */
export async function enterGarden(tx: Tx, joining: Joining, now: Date): Promise<void> {
	const { gardenId, personId, role } = joining;
	const before = await tx
		.selectFrom('membership')
		.select(['id', 'role', 'left_at'])
		.where('garden_id', '=', gardenId)
		.where('person_id', '=', personId)
		.forUpdate()
		.executeTakeFirst();
	if (before && !before.left_at && !outranks(role, before.role))
		throw new Refused({ code: 'conflict', key: 'account_already_in' });
	const membershipId = before?.id ?? newId();
	if (before) {
		const joined_at = before.left_at ? { joined_at: now } : {};
		await tx
			.updateTable('membership')
			.set({ role, left_at: null, ...joined_at })
			.where('id', '=', membershipId)
			.execute();
	} else {
		await tx
			.insertInto('membership')
			.values({ id: membershipId, garden_id: gardenId, person_id: personId, role, joined_at: now })
			.execute();
	}
	await grantAreas(tx, membershipId, joining, now);
}

async function grantAreas(
	tx: Tx,
	membershipId: string,
	{ role, areas, grantedBy }: Joining,
	now: Date
): Promise<void> {
	await tx.deleteFrom('membership_area').where('membership_id', '=', membershipId).execute();
	if (role !== 'steward' || areas.length === 0) return;
	const rows = areas.map((area) => ({
		membership_id: membershipId,
		area,
		granted_at: now,
		granted_by: grantedBy
	}));
	await tx.insertInto('membership_area').values(rows).execute();
}
