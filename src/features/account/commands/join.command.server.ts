import * as v from 'valibot';
import { standingOf } from '#features/members/access.server.ts';
import { defineCommand, type CommandContext } from '#lib/command/command.server.ts';
import { notFound, Refused, type MessageKey } from '#lib/command/refusal.ts';
import { areasHeld, invitationOf, type Invitation } from '../invitations.server.ts';
import { enterGarden } from '../membership.server.ts';
import { NEWCOMER_SECRETS, newcomerHash, NewcomerFields, takeIn } from '../newcomer.server.ts';
import { Secret } from '../schema.ts';

/** Signed in already: no new session, so no secrets. */
const Joined = v.object({
	slug: v.string(),
	role: v.picklist(['steward', 'member', 'neighbour']),
	sessionId: v.nullable(v.string()),
	device: v.nullable(v.string())
});

const OVER: Record<NonNullable<Invitation['over']>, MessageKey> = {
	expired: 'account_invitation_expired',
	used: 'account_invitation_used',
	revoked: 'account_invitation_revoked'
};

/** Joins a garden by an invitation's link: as somebody new, or as who is signed in. */
export const join = defineCommand({
	name: 'account.join',
	version: 1,
	input: v.object({ token: Secret, ...NewcomerFields }),
	result: Joined,
	secret: ['token', ...NEWCOMER_SECRETS],
	volatile: true,
	sender: 'nobody',
	async prepare(input, actor, { db }, now) {
		const invitation = requireOpen(await invitationOf(db, input.token, now));
		return { hash: await newcomerHash(input, actor, [invitation.gardenName]) };
	},
	async guard({ tx, now, actor }, { token }) {
		const invitation = requireOpen(await invitationOf(tx, token, now, true));
		const { forPerson } = invitation;
		if (forPerson && actor.personId && actor.personId !== forPerson.id)
			throw new Refused({ code: 'conflict', key: 'account_invitation_for_other' });
		if (forPerson?.hasWayIn && !actor.personId)
			throw new Refused({ code: 'conflict', key: 'account_invitation_has_account' });
		return invitation;
	},
	async run(context, input, invitation, { hash }) {
		const { tx } = context;
		const { forPerson } = invitation;
		const newcomer = hash
			? await takeIn(context, input, { hash, existingId: forPerson?.id, existingEmail: forPerson?.email })
			: null;
		const personId = newcomer?.personId ?? context.actor.personId!;
		await enterByInvitation(context, invitation, personId);
		await tx
			.updateTable('invitation')
			.set((eb) => ({ uses: eb('uses', '+', 1) }))
			.where('id', '=', invitation.id)
			.execute();
		return joined(invitation, personId, newcomer?.signedIn ?? null);
	}
});

/** Joins a listed garden as its neighbour, without an invitation, where the garden allows it. */
export const joinAsNeighbour = defineCommand({
	name: 'account.joinAsNeighbour',
	version: 1,
	input: v.object({ gardenId: v.pipe(v.string(), v.uuid()), ...NewcomerFields }),
	result: Joined,
	secret: [...NEWCOMER_SECRETS],
	volatile: true,
	sender: 'nobody',
	async prepare(input, actor, { db }) {
		const garden = await db
			.selectFrom('garden')
			.select('name')
			.where('id', '=', input.gardenId)
			.where('listed', '=', true)
			.executeTakeFirst();
		return { hash: await newcomerHash(input, actor, garden ? [garden.name] : []) };
	},
	async guard({ tx }, { gardenId }) {
		const garden = await tx
			.selectFrom('garden')
			.select(['id as gardenId', 'slug', 'name as gardenName', 'neighbours_may_join'])
			.where('id', '=', gardenId)
			.where('listed', '=', true)
			.where('closed_at', 'is', null)
			.executeTakeFirst();
		if (!garden) throw notFound();
		if (!garden.neighbours_may_join)
			throw new Refused({ code: 'forbidden', key: 'account_neighbours_by_invitation' });
		return { ...garden, role: 'neighbour' as const };
	},
	async run(context, input, garden, { hash }) {
		const newcomer = hash ? await takeIn(context, input, { hash }) : null;
		const personId = newcomer?.personId ?? context.actor.personId!;
		const { gardenId, role } = garden;
		await enterGarden(context.tx, { gardenId, personId, role, areas: [], grantedBy: null }, context.now);
		return joined(garden, personId, newcomer?.signedIn ?? null);
	}
});

function requireOpen(invitation: Invitation | null): Invitation {
	if (!invitation) throw notFound();
	if (invitation.over) throw new Refused({ code: 'unprocessable', key: OVER[invitation.over] });
	return invitation;
}

/** A steward's invitation passes on the areas that its maker holds now, and no more. */
async function enterByInvitation(
	{ tx, now }: CommandContext,
	{ gardenId, role, invitedBy, forPerson }: Invitation,
	personId: string
): Promise<void> {
	// The person whom a steward added is mostly a member already: then the link only hands the account over.
	if (forPerson && (await standingOf(tx, gardenId, personId))) return;
	const areas = role === 'steward' && invitedBy ? await areasHeld(tx, gardenId, invitedBy.id) : [];
	const grantedBy = invitedBy?.id ?? null;
	await enterGarden(tx, { gardenId, personId, role, areas, grantedBy }, now);
}

function joined(
	{ gardenId, slug, role }: Pick<Invitation, 'gardenId' | 'slug' | 'role'>,
	personId: string,
	signedIn: { sessionId: string; device: string } | null
) {
	const result = { slug, role, sessionId: signedIn?.sessionId ?? null, device: signedIn?.device ?? null };
	const subject = { kind: 'person', id: personId };
	return { result, activity: { gardenId, subject, forPersonId: personId, data: { what: role } } };
}
