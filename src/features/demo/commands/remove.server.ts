import * as v from 'valibot';
import { defineCommand, isOperator } from '#lib/command/command.server.ts';
import { notFound } from '#lib/command/refusal.ts';
import { holdDemo } from '../build.server.ts';
import { clearDemo } from '../clear.server.ts';

/** Removes the demo whole: its gardens, people, sessions and log. The operator alone may. */
export const remove = defineCommand({
	name: 'demo.remove',
	version: 1,
	input: v.object({}),
	result: v.object({ gardens: v.number(), people: v.number() }),
	async guard({ tx, actor }) {
		if (!isOperator(actor)) throw notFound();
		await holdDemo(tx);
	},
	async run({ tx }) {
		const result = await clearDemo(tx);
		return { result, activity: { gardenId: null, subject: null, data: result } };
	}
});
