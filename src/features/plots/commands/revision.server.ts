import { sql } from 'kysely';
import type { ActivityNote, CommandContext } from '#lib/command/command.server.ts';
import { Refused, type FieldIssue, type MessageKey } from '#lib/command/refusal.ts';

/** What of a plot a steward can change, and the other see changed. */
export type PlotField = 'number' | 'kind' | 'zoneId' | 'notes' | 'outOfUse' | 'outline';

/** What a command on a plot tells the log: its number, and for its changes which fields and which revision came of it. */
export function plotNote(
	plot: { id: string; garden_id: string; number: string },
	data: { revision?: number; changed?: readonly PlotField[]; days?: string } = {},
	forPersonId: string | null = null
): ActivityNote {
	return {
		gardenId: plot.garden_id,
		subject: { kind: 'plot', id: plot.id },
		forPersonId,
		data: { what: plot.number, ...data }
	};
}

/**
 * Refuses (409) where the plot is another than the sender saw, and names each field that was changed in the meantime, so that
 * the second steward can look at both and decide.
 */
export async function checkRevision(
	{ tx }: CommandContext,
	plot: { id: string; number: string; revision: number },
	seen: number
): Promise<void> {
	if (plot.revision === seen) return;
	const rows = await tx
		.selectFrom('activity')
		.select(sql<PlotField[] | null>`data -> 'changed'`.as('changed'))
		.where('subject_id', '=', plot.id)
		.where(sql<boolean>`(data ->> 'revision')::int > ${seen}`)
		.execute();
	const fields = new Set(rows.flatMap(({ changed }) => changed ?? []));
	const issues = [...fields].map((field): FieldIssue => ({ field, key: CHANGED[field] }));
	throw new Refused({
		code: 'conflict',
		key: 'plots_changed_meanwhile',
		params: { number: plot.number },
		issues
	});
}

const CHANGED: Record<PlotField, MessageKey> = {
	number: 'plots_changed_number',
	kind: 'plots_changed_kind',
	zoneId: 'plots_changed_zone',
	notes: 'plots_changed_notes',
	outOfUse: 'plots_changed_use',
	outline: 'plots_changed_outline'
};

/** The refusal of a number that another plot of the garden has. */
export function numberTaken(number: string): Refused {
	return new Refused({ code: 'conflict', key: 'plots_number_taken', params: { number }, field: 'number' });
}
