import { requireGardener } from '#features/members/access.server.ts';
import { defineCommand } from '#lib/command/command.server.ts';
import { defectResult, reportInput } from '../schema.ts';
import { subjectColumns } from '../subject.server.ts';
import '../tables.ts';

/** Says that a tap, a plot or something else is broken. For everybody who gardens here. */
export const report = defineCommand({
	name: 'defects.report',
	version: 1,
	input: reportInput,
	result: defectResult,
	guard: (context, { gardenId }) => requireGardener(context, gardenId),
	async run(context, input, { gardenId, personId }) {
		const { tx, id, doneAt } = context;
		const subject = await subjectColumns(context, input);
		await tx
			.insertInto('defect')
			.values({
				...{ id, garden_id: gardenId, reporter_id: personId, ...subject },
				...{ details: input.details, reported_at: doneAt, mended_at: null, mended_by: null }
			})
			.execute();
		return {
			result: { defectId: id },
			activity: { gardenId, subject: { kind: 'defect', id }, data: { what: subject.what } }
		};
	}
});
