import type { PersonPart } from '#lib/auth/person-part.ts';
import '#features/gardens/tables.ts';
import '#features/members/tables.ts';

/** A person's places in gardens, with what they told of themselves there. */
export const membershipPart: PersonPart = {
	name: 'memberships',
	async collect(db, personId) {
		const gardens = await db
			.selectFrom('membership')
			.innerJoin('garden', 'garden.id', 'membership.garden_id')
			.leftJoin('household', 'household.id', 'membership.household_id')
			.select(['garden.name as garden', 'membership.role', 'household.name as household'])
			.select(['skills', 'interests', 'monthly_max as mostTurnsInAMonth'])
			.select(['email_open_to as emailOpenTo', 'phone_open_to as phoneOpenTo'])
			.select(['joined_at as joinedAt', 'left_at as leftAt'])
			.where('person_id', '=', personId)
			.orderBy('joined_at')
			.execute();
		const rests = await db
			.selectFrom('rest')
			.innerJoin('membership', 'membership.id', 'rest.membership_id')
			.innerJoin('garden', 'garden.id', 'membership.garden_id')
			.select(['garden.name as garden', 'rest.days'])
			.where('person_id', '=', personId)
			.orderBy('rest.created_at')
			.execute();
		return { gardens, rests };
	},
	async leave(tx, { membershipId }, now) {
		await tx.deleteFrom('membership_area').where('membership_id', '=', membershipId).execute();
		await tx.deleteFrom('rest').where('membership_id', '=', membershipId).execute();
		await tx
			.updateTable('membership')
			.set({ left_at: now, household_id: null })
			.where('id', '=', membershipId)
			.execute();
	},
	async erase(tx, personId) {
		await tx
			.updateTable('membership')
			.set({
				skills: [],
				interests: [],
				monthly_max: null,
				email_open_to: 'nobody',
				phone_open_to: 'nobody'
			})
			.where('person_id', '=', personId)
			.execute();
		await tx.deleteFrom('invitation').where('person_id', '=', personId).execute();
	}
};
