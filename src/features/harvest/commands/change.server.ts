import { defineCommand } from '#lib/command/command.server.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { lotValues } from '../lot-values.server.ts';
import { holdLot } from '../lots.server.ts';
import { canKeep, isOpen } from '../rules.ts';
import { changeInput, lotResult } from '../schema.ts';

/** Changes an open lot; never below what is already claimed. */
export const change = defineCommand({
	name: 'harvest.change',
	version: 1,
	input: changeInput,
	result: lotResult,
	async guard(context, { lotId }) {
		const { lot, standing } = await holdLot(context, lotId);
		if (!canKeep(lot, standing)) throw notFound();
		return { lot, forPersonId: lot.giverId === standing.personId ? null : lot.giverId };
	},
	async run(context, { lotId, ...input }, { lot, forPersonId }) {
		if (!isOpen(lot, context.now)) throw new Refused({ code: 'conflict', key: 'harvest_refused_ended' });
		const values = await lotValues(context, lot.gardenId, input, lot);
		await context.tx.updateTable('lot').set(values).where('id', '=', lotId).execute();
		return {
			result: { lotId },
			activity: {
				gardenId: lot.gardenId,
				subject: { kind: 'lot', id: lotId },
				forPersonId,
				data: { what: values.title }
			}
		};
	}
});
