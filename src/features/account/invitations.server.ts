import { hashSecret } from '#lib/auth/secrets.server.ts';
import type { Db, Tx } from '#lib/db/database.server.ts';
import type { Area, Role } from '#features/members/tables.ts';
import '#features/gardens/tables.ts';

/** An invitation as the one who holds its link may see it. */
export interface Invitation {
	id: string;
	gardenId: string;
	gardenName: string;
	slug: string;
	locale: string;
	role: Role;
	/** Set where it hands an account over to the person whom a steward added. */
	forPerson: { id: string; name: string; email: string | null; hasWayIn: boolean } | null;
	invitedBy: { id: string; name: string } | null;
	/** Why it no longer works; null: it does. */
	over: 'expired' | 'used' | 'revoked' | null;
}

/** The invitation of a link's token; null for one that never was, and for one of a garden that is gone. */
export async function invitationOf(
	db: Db | Tx,
	token: string,
	now: Date,
	lock = false
): Promise<Invitation | null> {
	const found = db
		.selectFrom('invitation')
		.innerJoin('garden', 'garden.id', 'invitation.garden_id')
		.leftJoin('person as inviter', 'inviter.id', 'invitation.created_by')
		.leftJoin('person as meant', 'meant.id', 'invitation.person_id')
		.select(['invitation.id', 'invitation.garden_id', 'invitation.role', 'invitation.person_id'])
		.select(['expires_at', 'revoked_at', 'uses', 'max_uses', 'garden.name', 'garden.slug', 'garden.locale'])
		.select(['inviter.id as inviter_id', 'inviter.name as inviter_name'])
		.select(['meant.name as meant_name', 'meant.email as meant_email', 'meant.password_hash'])
		.select(['meant.email_confirmed_at'])
		.where('token_hash', '=', hashSecret(token))
		.where('garden.closed_at', 'is', null);
	const row = await (lock ? found.forUpdate('invitation') : found).executeTakeFirst();
	if (!row) return null;
	const hasWayIn = row.password_hash !== null || row.email_confirmed_at !== null;
	return {
		id: row.id,
		gardenId: row.garden_id,
		gardenName: row.name,
		slug: row.slug,
		locale: row.locale,
		role: row.role,
		forPerson: row.person_id
			? { id: row.person_id, name: row.meant_name ?? '', email: row.meant_email, hasWayIn }
			: null,
		invitedBy: row.inviter_id ? { id: row.inviter_id, name: row.inviter_name ?? '' } : null,
		over: whyOver(row, now)
	};
}

function whyOver(
	row: { revoked_at: Date | null; expires_at: Date; uses: number; max_uses: number },
	now: Date
): Invitation['over'] {
	if (row.revoked_at) return 'revoked';
	if (row.uses >= row.max_uses) return 'used';
	return row.expires_at <= now ? 'expired' : null;
}

/** The areas that a steward holds in a garden: more than these they cannot pass on. */
export async function areasHeld(tx: Tx, gardenId: string, personId: string): Promise<Area[]> {
	const rows = await tx
		.selectFrom('membership_area')
		.innerJoin('membership', 'membership.id', 'membership_area.membership_id')
		.select('area')
		.where('garden_id', '=', gardenId)
		.where('person_id', '=', personId)
		.where('left_at', 'is', null)
		.execute();
	return rows.map(({ area }) => area);
}
