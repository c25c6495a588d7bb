import * as v from 'valibot';
import { requireArea } from '#features/members/access.server.ts';
import { hashSecret, newSecret } from '#lib/auth/secrets.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { Id, Invite } from '../schema.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a link by which people join. The link's secret is in the answer and nowhere else. */
export const invite = defineCommand({
	name: 'members.invite',
	version: 1,
	input: Invite,
	result: v.object({ token: v.string(), invitationId: v.string() }),
	volatile: true,
	guard: (context, { gardenId }) => requireArea(context, gardenId, 'people'),
	async run({ tx, id, now, actor }, { gardenId, role, label, days, maxUses }) {
		const token = newSecret();
		await tx
			.insertInto('invitation')
			.values({
				id,
				garden_id: gardenId,
				token_hash: hashSecret(token),
				role,
				label,
				created_by: actor.personId,
				created_at: now,
				expires_at: new Date(now.getTime() + days * DAY_MS),
				max_uses: maxUses
			})
			.execute();
		const activity = { gardenId, subject: { kind: 'invitation', id }, data: { what: label } };
		return { result: { token, invitationId: id }, activity };
	}
});

/** Ends a link before its time. */
export const revokeInvitation = defineCommand({
	name: 'members.revokeInvitation',
	version: 1,
	input: v.object({ invitationId: Id }),
	result: v.object({ invitationId: v.string() }),
	async guard(context, { invitationId }) {
		const row = await context.tx
			.selectFrom('invitation')
			.select(['garden_id', 'label'])
			.where('id', '=', invitationId)
			.executeTakeFirst();
		if (!row) throw notFound();
		await requireArea(context, row.garden_id, 'people');
		return row;
	},
	async run({ tx, now }, { invitationId }, { garden_id, label }) {
		await tx
			.updateTable('invitation')
			.set({ revoked_at: now })
			.where('id', '=', invitationId)
			.where('revoked_at', 'is', null)
			.execute();
		const subject = { kind: 'invitation', id: invitationId };
		return { result: { invitationId }, activity: { gardenId: garden_id, subject, data: { what: label } } };
	}
});
