import * as v from 'valibot';
import { hashSecret, newSecret } from '#lib/auth/secrets.server.ts';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { requireArea } from '../access.server.ts';
import { Invite, OneInvitation, OneMembership } from '../schema.ts';
import type { Role } from '../tables.ts';
import { aboutMember } from './about.ts';
import { hasAccount } from './change.server.ts';
import { reachAsSteward } from './reach.server.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ACCOUNT_LINK_DAYS = 14;
const MOST_OPEN = 100;

const Invited = v.object({ token: v.string(), invitationId: v.string() });

/**
 * Makes a link by which people join. The link's secret is in the answer and nowhere else. One for stewards
 * works once: whoever gets hold of it runs the garden. At most 100 are open in a garden.
 */
export const invite = defineCommand({
	name: 'members.invite',
	version: 1,
	input: Invite,
	result: Invited,
	volatile: true,
	async guard(context, { gardenId, role, maxUses }) {
		await requireArea(context, gardenId, 'people');
		if (role === 'steward' && maxUses > 1)
			throw new Refused({ code: 'unprocessable', key: 'members_steward_link_once', field: 'maxUses' });
		await requireRoom(context, gardenId);
	},
	async run(context, { gardenId, role, label, days, maxUses }) {
		const token = await makeInvitation(context, { gardenId, role, label, days, maxUses });
		const subject = { kind: 'invitation', id: context.id };
		return {
			result: { token, invitationId: context.id },
			// The label may say whom it is for: that stays with the stewards.
			activity: { gardenId, subject, data: { what: role } }
		};
	}
});

async function requireRoom({ tx, now }: CommandContext, gardenId: string): Promise<void> {
	const garden = await tx.selectFrom('garden').select('id').where('id', '=', gardenId).executeTakeFirst();
	if (!garden) throw notFound();
	const { open } = await tx
		.selectFrom('invitation')
		.select(({ fn }) => fn.countAll<number>().as('open'))
		.where('garden_id', '=', gardenId)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.whereRef('uses', '<', 'max_uses')
		.executeTakeFirstOrThrow();
	if (Number(open) >= MOST_OPEN)
		throw new Refused({ code: 'conflict', key: 'members_too_many_links', params: { limit: MOST_OPEN } });
}

/**
 * Makes a link by which somebody whom a steward added takes over their account: once, within 14 days. A link
 * made before for the same person no longer works. Refused for whoever can sign in already, and for people who
 * are in other gardens too, where this steward has no say.
 */
export const inviteToAccount = defineCommand({
	name: 'members.inviteToAccount',
	version: 1,
	input: OneMembership,
	result: Invited,
	volatile: true,
	async guard(context, { membershipId }) {
		const membership = await reachAsSteward(context, membershipId);
		if (await hasAccount(context, membership))
			throw new Refused({ code: 'conflict', key: 'members_can_sign_in' });
		const elsewhere = await context.tx
			.selectFrom('membership')
			.select('id')
			.where('person_id', '=', membership.personId)
			.where('garden_id', '<>', membership.gardenId)
			.executeTakeFirst();
		if (elsewhere && membership.by) throw new Refused({ code: 'conflict', key: 'members_elsewhere_too' });
		return membership;
	},
	async run(context, _input, membership) {
		const { gardenId, personId, role } = membership;
		await context.tx
			.updateTable('invitation')
			.set({ revoked_at: context.now })
			.where('person_id', '=', personId)
			.where('revoked_at', 'is', null)
			.execute();
		const days = ACCOUNT_LINK_DAYS;
		const token = await makeInvitation(context, { gardenId, personId, role, days, label: '', maxUses: 1 });
		return { result: { token, invitationId: context.id }, activity: aboutMember(membership) };
	}
});

interface NewInvitation {
	gardenId: string;
	role: Role;
	label: string;
	days: number;
	maxUses: number;
	personId?: string;
}

/** Answers the token; the database keeps its hash. */
async function makeInvitation(
	{ tx, id, now, actor }: CommandContext,
	{ gardenId, role, label, days, maxUses, personId = undefined }: NewInvitation
): Promise<string> {
	const token = newSecret();
	await tx
		.insertInto('invitation')
		.values({
			id,
			garden_id: gardenId,
			token_hash: hashSecret(token),
			role,
			person_id: personId ?? null,
			label,
			created_by: actor.personId,
			created_at: now,
			expires_at: new Date(now.getTime() + days * DAY_MS),
			max_uses: maxUses
		})
		.execute();
	return token;
}

/** Ends a link before its time. */
export const revokeInvitation = defineCommand({
	name: 'members.revokeInvitation',
	version: 1,
	input: OneInvitation,
	result: v.object({ invitationId: v.string() }),
	async guard(context, { invitationId }) {
		const row = await context.tx
			.selectFrom('invitation')
			.select(['garden_id', 'role'])
			.where('id', '=', invitationId)
			.executeTakeFirst();
		if (!row) throw notFound();
		await requireArea(context, row.garden_id, 'people');
		return row;
	},
	async run({ tx, now }, { invitationId }, { garden_id, role }) {
		await tx
			.updateTable('invitation')
			.set({ revoked_at: now })
			.where('id', '=', invitationId)
			.where('revoked_at', 'is', null)
			.execute();
		const subject = { kind: 'invitation', id: invitationId };
		return { result: { invitationId }, activity: { gardenId: garden_id, subject, data: { what: role } } };
	}
});
