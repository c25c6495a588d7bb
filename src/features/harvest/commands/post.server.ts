import { requireStanding, standingOf } from '#features/members/access.server.ts';
import { canActFor, gardens } from '#features/members/rules.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { lotValues } from '../lot-values.server.ts';
import { lotResult, postInput } from '../schema.ts';

/** Puts produce on the board: one's own, or that of a person for whom a steward acts. */
export const post = defineCommand({
	name: 'harvest.post',
	version: 1,
	input: postInput,
	result: lotResult,
	async guard(context, { gardenId, forPersonId }) {
		const standing = await requireStanding(context, gardenId);
		const giverId = forPersonId ?? standing.personId;
		if (!canActFor(standing, giverId)) throw new Refused({ code: 'forbidden', key: 'error_stewards_only' });
		const giver = giverId === standing.personId ? standing : await standingOf(context.tx, gardenId, giverId);
		if (!giver)
			throw new Refused({ code: 'unprocessable', key: 'harvest_refused_person', field: 'forPersonId' });
		if (!gardens(giver)) throw new Refused({ code: 'forbidden', key: 'harvest_refused_neighbours_post' });
		return { giverId, forPersonId: giverId === standing.personId ? null : giverId };
	},
	async run(context, { gardenId, forPersonId: _, ...input }, { giverId, forPersonId }) {
		const { tx, id, now } = context;
		const values = await lotValues(context, gardenId, input);
		await tx
			.insertInto('lot')
			.values({ id, garden_id: gardenId, giver_id: giverId, created_at: now, ...values })
			.execute();
		return {
			result: { lotId: id },
			activity: { gardenId, subject: { kind: 'lot', id }, forPersonId, data: { what: values.title } }
		};
	}
});
