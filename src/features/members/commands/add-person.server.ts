import * as v from 'valibot';
import { requireArea } from '#features/members/access.server.ts';
import { defineCommand, isOperator, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { AddPerson, AREAS } from '../schema.ts';

/**
 * Adds a person who can't or need not join by a link: no e-mail, no phone needed. A steward then acts for
 * them. An e-mail address is taken only from the operator: from a steward it would tell whether somebody
 * has an account; stewards send such people an invitation.
 */
export const addPerson = defineCommand({
	name: 'members.addPerson',
	version: 1,
	input: AddPerson,
	result: v.object({ personId: v.string(), membershipId: v.string() }),
	async guard(context, { gardenId, email }) {
		const garden = await context.tx.selectFrom('garden').select('id').where('id', '=', gardenId).executeTakeFirst();
		if (!garden) throw notFound();
		await requireArea(context, gardenId, 'people');
		if (email && !isOperator(context.actor))
			throw new Refused({ code: 'unprocessable', key: 'members_email_by_invitation', field: 'email' });
	},
	async run(context, input) {
		const { tx, id, now, actor } = context;
		const { gardenId, role } = input;
		const personId = (input.email && (await personByEmail(context, input.email))) || (await makePerson(context, input));
		const taken = await tx
			.insertInto('membership')
			.values({ id, garden_id: gardenId, person_id: personId, role, joined_at: now })
			.onConflict((conflict) => conflict.columns(['garden_id', 'person_id']).doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!taken) throw new Refused({ code: 'conflict', key: 'members_already_in', field: 'email' });
		if (role === 'steward') {
			const areas = AREAS.map((area) => ({ membership_id: id, area, granted_at: now, granted_by: actor.personId }));
			await tx.insertInto('membership_area').values(areas).execute();
		}
		const subject = { kind: 'membership', id };
		return {
			result: { personId, membershipId: id },
			activity: { gardenId, subject, forPersonId: personId }
		};
	}
});

async function personByEmail({ tx }: CommandContext, email: string): Promise<string | undefined> {
	const row = await tx.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst();
	return row?.id;
}

async function makePerson(
	{ tx, now, actor }: CommandContext,
	{ name, email, phone, gardenId }: v.InferOutput<typeof AddPerson>
): Promise<string> {
	const personId = newId();
	await tx
		.insertInto('person')
		.columns(['id', 'name', 'email', 'phone', 'locale', 'demo', 'created_at', 'created_by'])
		.expression((eb) =>
			eb
				.selectFrom('garden')
				.select((of) => [
					of.val(personId).as('id'),
					of.val(name).as('name'),
					of.val(email ?? null).as('email'),
					of.val(phone || null).as('phone'),
					'garden.locale as locale',
					'garden.demo as demo',
					of.val(now).as('created_at'),
					of.val(actor.personId).as('created_by')
				])
				.where('garden.id', '=', gardenId)
		)
		.execute();
	return personId;
}
