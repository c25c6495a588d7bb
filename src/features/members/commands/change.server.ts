import * as v from 'valibot';
import { defineCommand } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import { ChangeMembership, ChangePerson, SetHousehold, SetRole } from '../schema.ts';
import { keepASteward, lockRoles, reachAsSteward, reachOwn, type Reached } from './reach.server.ts';

const Changed = v.object({ membershipId: v.string() });

function changed({ id, gardenId, personId }: Reached) {
	const subject = { kind: 'membership', id };
	return { result: { membershipId: id }, activity: { gardenId, subject, forPersonId: personId } };
}

/** Skills, interests, own maximum and who sees one's contacts. */
export const changeMembership = defineCommand({
	name: 'members.change',
	version: 1,
	input: ChangeMembership,
	result: Changed,
	guard: (context, { membershipId }) => reachOwn(context, membershipId),
	async run({ tx }, input, membership) {
		await tx
			.updateTable('membership')
			.set({
				skills: input.skills,
				interests: input.interests,
				monthly_max: input.monthlyMax,
				email_open_to: input.emailOpenTo,
				phone_open_to: input.phoneOpenTo
			})
			.where('id', '=', membership.id)
			.execute();
		return changed(membership);
	}
});

/** Name and phone of somebody who has no account of their own to do it in. */
export const changePerson = defineCommand({
	name: 'members.changePerson',
	version: 1,
	input: ChangePerson,
	result: Changed,
	async guard(context, { membershipId }) {
		const membership = await reachAsSteward(context, membershipId);
		const person = await context.tx
			.selectFrom('person')
			.select(['email', 'password_hash'])
			.where('id', '=', membership.personId)
			.executeTakeFirstOrThrow();
		if (person.email || person.password_hash)
			throw new Refused({ code: 'forbidden', key: 'members_has_account' });
		return membership;
	},
	async run({ tx }, { name, phone }, membership) {
		const set = { name, phone: phone || null };
		await tx.updateTable('person').set(set).where('id', '=', membership.personId).execute();
		return changed(membership);
	}
});

/** Role and, for stewards, the areas they run. A garden always keeps a steward who looks after its people. */
export const setRole = defineCommand({
	name: 'members.setRole',
	version: 1,
	input: SetRole,
	result: Changed,
	async guard(context, { membershipId, role, areas }) {
		const membership = await reachAsSteward(context, membershipId);
		await lockRoles(context, membership.gardenId);
		const staysInCharge = role === 'steward' && areas.includes('people');
		if (membership.role === 'steward' && !staysInCharge) await keepASteward(context, membership);
		return membership;
	},
	async run({ tx, now, actor }, { role, areas }, membership) {
		await tx.updateTable('membership').set({ role }).where('id', '=', membership.id).execute();
		await tx.deleteFrom('membership_area').where('membership_id', '=', membership.id).execute();
		if (role === 'steward' && areas.length) {
			const rows = [...new Set(areas)].map((area) => ({
				membership_id: membership.id,
				area,
				granted_at: now,
				granted_by: actor.personId
			}));
			await tx.insertInto('membership_area').values(rows).execute();
		}
		return changed(membership);
	}
});

/** Puts somebody into a household by its name (made where it is new), or takes them out with ''. */
export const setHousehold = defineCommand({
	name: 'members.setHousehold',
	version: 1,
	input: SetHousehold,
	result: Changed,
	guard: (context, { membershipId }) => reachAsSteward(context, membershipId),
	async run({ tx }, { name }, membership) {
		const { gardenId } = membership;
		const known = name
			? await tx
					.selectFrom('household')
					.select('id')
					.where('garden_id', '=', gardenId)
					.where('name', '=', name)
					.executeTakeFirst()
			: undefined;
		const householdId = known?.id ?? (name ? newId() : null);
		if (householdId && !known) await tx.insertInto('household').values({ id: householdId, garden_id: gardenId, name }).execute();
		await tx.updateTable('membership').set({ household_id: householdId }).where('id', '=', membership.id).execute();
		return changed(membership);
	}
});
