import { requireGardener } from '#features/members/access.server.ts';
import { defineCommand, type CommandContext, type Outcome } from '#lib/command/command.server.ts';
import { newId } from '#lib/command/id.ts';
import { notFound, Refused } from '#lib/command/refusal.ts';
import { canMend } from '../rules.ts';
import { defectResult, oneDefect } from '../schema.ts';
import '../tables.ts';

type Defect = Awaited<ReturnType<typeof defectToChange>>;

/** Says that it is mended: by a steward of the plots, or by whoever reported it. Said twice, it is mended once. */
export const mended = defineCommand({
	name: 'defects.mended',
	version: 1,
	input: oneDefect,
	result: defectResult,
	guard: (context, { defectId }) => defectToChange(context, defectId),
	run: (context, { note }, defect) => change(context, defect, 'mended', note)
});

/** Says that it is broken again, or was never mended. */
export const reopen = defineCommand({
	name: 'defects.reopen',
	version: 1,
	input: oneDefect,
	result: defectResult,
	guard: (context, { defectId }) => defectToChange(context, defectId),
	run: (context, { note }, defect) => change(context, defect, 'reopened', note)
});

/** Guard: a defect of a garden of one's own, for who may say what became of it; other gardeners are told (403). */
async function defectToChange(context: CommandContext, defectId: string) {
	const defect = await context.tx
		.selectFrom('defect')
		.select(['id', 'garden_id', 'reporter_id', 'what', 'mended_at'])
		.where('id', '=', defectId)
		.forUpdate()
		.executeTakeFirst();
	if (!defect) throw notFound();
	const standing = await requireGardener(context, defect.garden_id);
	if (!canMend(standing, defect.reporter_id))
		throw new Refused({ code: 'forbidden', key: 'defects_refused_mend' });
	return defect;
}

async function change(
	{ tx, actor, doneAt }: CommandContext,
	{ id, garden_id, what, mended_at }: Defect,
	kind: 'mended' | 'reopened',
	note: string
): Promise<Outcome<{ defectId: string }>> {
	const again = (mended_at !== null) === (kind === 'mended');
	if (!again) {
		const by = actor.personId;
		const state =
			kind === 'mended' ? { mended_at: doneAt, mended_by: by } : { mended_at: null, mended_by: null };
		await tx.updateTable('defect').set(state).where('id', '=', id).execute();
		const event = { id: newId(), defect_id: id, at: doneAt, by_person_id: by, kind, note };
		await tx.insertInto('defect_event').values(event).execute();
	}
	const data = { what, ...(again ? { again } : {}) };
	return {
		result: { defectId: id },
		activity: { gardenId: garden_id, subject: { kind: 'defect', id }, data }
	};
}
