import * as v from 'valibot';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { Refused } from '#lib/command/refusal.ts';
import { ChangeMembership, ChangePerson, SetHousehold } from '../schema.ts';
import { aboutMember } from './about.ts';
import { reachAsSteward, reachOwn, type Reached } from './reach.server.ts';
import '#lib/auth/tables.ts';

/** What the changes of a membership answer. */
export const Changed = v.object({ membershipId: v.string() });

/** Skills, interests, own maximum and who sees one's contacts. */
export const changeMembership = defineCommand({
	name: 'members.change',
	version: 1,
	input: ChangeMembership,
	result: Changed,
	async guard(context, { membershipId, emailOpenTo, phoneOpenTo }) {
		const membership = await reachOwn(context, membershipId);
		const opens = emailOpenTo !== undefined || phoneOpenTo !== undefined;
		// A steward must not open to themselves what somebody chose to keep closed.
		if (opens && membership.personId !== context.actor.personId && (await hasAccount(context, membership)))
			throw new Refused({ code: 'forbidden', key: 'members_contacts_are_theirs' });
		return membership;
	},
	async run({ tx }, { skills, interests, monthlyMax, emailOpenTo, phoneOpenTo }, membership) {
		const opened = {
			...(emailOpenTo && { email_open_to: emailOpenTo }),
			...(phoneOpenTo && { phone_open_to: phoneOpenTo })
		};
		await tx
			.updateTable('membership')
			.set({ skills, interests, monthly_max: monthlyMax, ...opened })
			.where('id', '=', membership.id)
			.execute();
		return { result: { membershipId: membership.id }, activity: aboutMember(membership) };
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
		if (await hasAccount(context, membership))
			throw new Refused({ code: 'forbidden', key: 'members_has_account' });
		return membership;
	},
	async run({ tx }, { name, phone }, membership) {
		const set = { name, phone: phone || null };
		await tx.updateTable('person').set(set).where('id', '=', membership.personId).execute();
		return { result: { membershipId: membership.id }, activity: aboutMember(membership) };
	}
});

/** True for who can sign in, by password or by a link to their e-mail. The row waits, so that none begins meanwhile. */
export async function hasAccount({ tx }: CommandContext, { personId }: Reached): Promise<boolean> {
	const person = await tx
		.selectFrom('person')
		.select(['email', 'password_hash'])
		.where('id', '=', personId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	return person.email !== null || person.password_hash !== null;
}

/** Puts somebody into a household by its name (made where it is new), or takes them out with ''. */
export const setHousehold = defineCommand({
	name: 'members.setHousehold',
	version: 1,
	input: SetHousehold,
	result: Changed,
	guard: (context, { membershipId }) => reachAsSteward(context, membershipId),
	async run(context, { name }, membership) {
		const { tx } = context;
		const household_id = name ? await householdOf(context, membership.gardenId, name) : null;
		await tx.updateTable('membership').set({ household_id }).where('id', '=', membership.id).execute();
		await tx
			.deleteFrom('household')
			.where('garden_id', '=', membership.gardenId)
			.where(({ not, exists, selectFrom }) =>
				not(exists(selectFrom('membership').select('id').whereRef('household_id', '=', 'household.id')))
			)
			.execute();
		return { result: { membershipId: membership.id }, activity: aboutMember(membership) };
	}
});

async function householdOf({ tx }: CommandContext, garden_id: string, name: string): Promise<string> {
	const row = await tx
		.insertInto('household')
		.values({ id: newId(), garden_id, name })
		// Names are each their own in a garden; of two who make one at once, the second gets the first's.
		.onConflict((conflict) => conflict.columns(['garden_id', 'name']).doUpdateSet({ name }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}
