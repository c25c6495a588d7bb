import * as v from 'valibot';
import { requireArea } from '#features/members/access.server.ts';
import { defineCommand, isOperator, type CommandContext } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import '#features/gardens/tables.ts';
import '#lib/auth/tables.ts';
import type { Standing } from '../rules.ts';
import { AddPerson, AREAS } from '../schema.ts';
import type { Area, Role } from '../tables.ts';

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
		const standing = await requireArea(context, gardenId, 'people');
		const garden = await context.tx
			.selectFrom('garden')
			.select('id')
			.where('id', '=', gardenId)
			.where('closed_at', 'is', null)
			.executeTakeFirst();
		if (!garden) throw notFound();
		if (email && !isOperator(context.actor))
			throw new Refused({ code: 'unprocessable', key: 'members_email_by_invitation', field: 'email' });
		return standing;
	},
	async run(context, input, standing) {
		const { gardenId, role } = input;
		const known = input.email ? await personByEmail(context, input.email) : undefined;
		const personId = known ?? (await makePerson(context, input));
		const membershipId = await enter(context, { gardenId, personId, role });
		if (role === 'steward') await grant(context, membershipId, areasToGive(standing));
		return {
			result: { personId, membershipId },
			activity: {
				gardenId,
				subject: { kind: 'membership', id: membershipId },
				forPersonId: personId,
				data: { what: role }
			}
		};
	}
});

/** Who had left comes back to the membership they had. */
async function enter(
	{ tx, id, now }: CommandContext,
	{ gardenId, personId, role }: { gardenId: string; personId: string; role: Role }
): Promise<string> {
	const row = await tx
		.insertInto('membership')
		.values({ id, garden_id: gardenId, person_id: personId, role, joined_at: now })
		.onConflict((conflict) =>
			conflict
				.columns(['garden_id', 'person_id'])
				.doUpdateSet({ role, joined_at: now, left_at: null })
				.where('membership.left_at', 'is not', null)
		)
		.returning('id')
		.executeTakeFirst();
	if (!row) throw new Refused({ code: 'conflict', key: 'members_already_in', field: 'email' });
	return row.id;
}

/** A steward passes on what they run themselves; the operator gives all. */
function areasToGive(standing: Standing | null): readonly Area[] {
	return standing?.areas ?? AREAS;
}

async function grant(
	{ tx, now, actor }: CommandContext,
	membershipId: string,
	areas: readonly Area[]
): Promise<void> {
	const by = { membership_id: membershipId, granted_at: now, granted_by: actor.personId };
	await tx.deleteFrom('membership_area').where('membership_id', '=', membershipId).execute();
	await tx
		.insertInto('membership_area')
		.values(areas.map((area) => ({ area, ...by })))
		.execute();
}

async function personByEmail({ tx }: CommandContext, email: string): Promise<string | undefined> {
	// An address that was never confirmed is anybody's claim: nobody is let in on it.
	const row = await tx
		.selectFrom('person')
		.select('id')
		.where('email', '=', email)
		.where('email_confirmed_at', 'is not', null)
		.executeTakeFirst();
	return row?.id;
}

async function makePerson(
	{ tx, now, actor }: CommandContext,
	{ name, email, phone, gardenId }: v.InferOutput<typeof AddPerson>
): Promise<string> {
	const personId = newId();
	await tx
		.insertInto('person')
		.columns([
			'id',
			'name',
			'email',
			'email_confirmed_at',
			'phone',
			'locale',
			'demo',
			'created_at',
			'created_by'
		])
		.expression((eb) =>
			eb
				.selectFrom('garden')
				.select((of) => [
					of.val(personId).as('id'),
					of.val(name).as('name'),
					of.val(email ?? null).as('email'),
					// Only the operator names one, and is taken at their word.
					of.val(email ? now : null).as('email_confirmed_at'),
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
