import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { FormReader } from '#lib/command/form.ts';
import { formCommand } from '#lib/command/page.server.ts';
import { Refused } from '#lib/command/refusal.ts';
import { decodeText } from '#lib/files/decode.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { speak } from '#lib/i18n/sentence.server.ts';
import { previewPlots, type PlotPreview } from './plot-import.server.ts';
import type { PlotFilePreview } from './preview.ts';
import { refusedFile } from './refusals.ts';
import { noteSentence, problemSentence } from './sentences.server.ts';

const COMMAND = 'transfer.importPlots';

/** Outlines that a preview draws: more cannot be told apart on its small plan. */
const DRAWN = 2_000;

/** Rows that a preview lists. */
const LISTED = 200;

/** Longest text that a page without scripts carries to its second step; a longer file is chosen once more. */
const CARRIED = 1_000_000;

/** What the action of the preview answers: 200 where all can come in, 422 with the same where not. */
type Answer = { command: string; preview: PlotFilePreview };

/** Looks at an uploaded plot file; nothing is stored. The caller guards. */
export async function previewAction(
	event: RequestEvent,
	gardenId: string
): Promise<Answer | ActionFailure<Answer | { command: string; refusal: ReturnType<typeof speak> }>> {
	const form = new FormReader(await event.request.formData());
	const { house, locale } = event.locals;
	try {
		const { text, name } = await fileOf(form);
		const plan = await previewPlots(house.db, gardenId, text, optionsOf(form));
		// With scripts the file stays chosen in the form, and is sent again from there.
		const carried = event.request.headers.has('x-sveltekit-action') || text.length > CARRIED ? null : text;
		const answer = { command: COMMAND, preview: { ...shown(plan, locale), name, carried } };
		return plan.accepted ? answer : fail(422, answer);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return fail(422, { command: COMMAND, refusal: speak(error.refusal, locale), values: form.kept() });
	}
}

/** Brings the file in. The plan that was seen is sent along: where it has changed meanwhile, nothing comes in. */
export function importAction(event: RequestEvent, gardenId: string) {
	return formCommand<{ added: number; changed: number; same: number }>(event, COMMAND, async (form) => ({
		gardenId,
		text: (await fileOf(form)).text,
		options: optionsOf(form),
		expected: { add: Number(form.text('add')), change: Number(form.text('change')) }
	}));
}

/** The text of the chosen file, or the one that the page carries along. Refuses an empty choice, and what is no text. */
async function fileOf(form: FormReader): Promise<{ text: string; name: string }> {
	const chosen = await form.upload('file');
	const kept = form.raw('text');
	if (!chosen && !kept) throw new Refused({ code: 'invalid', key: 'transfer_choose_file', field: 'file' });
	const decoded = decodeText(chosen?.bytes ?? kept);
	if (decoded.problem) throw refusedFile([decoded.problem], 1);
	return { text: decoded.text, name: chosen?.name ?? form.text('name') };
}

function optionsOf(form: FormReader) {
	const numberProperty = form.optional('numberProperty');
	const prefix = form.text('prefix').slice(0, 10);
	return {
		...(numberProperty !== undefined && { numberProperty }),
		...(form.flag('count') && { numbering: { prefix, from: 1 } })
	};
}

function shown(plan: PlotPreview, locale: Locale): Omit<PlotFilePreview, 'name' | 'carried'> {
	const { accepted, counts, rows, problems, problemCount, numberProperties, numberProperty } = plan;
	const touched = new Set(rows.map(({ id }) => id));
	const drawable = rows.filter(({ outline }) => outline.coordinates.length > 0);
	return {
		accepted,
		counts,
		problems: problems.map((problem) => problemSentence(problem, locale)),
		more: problemCount - problems.length,
		notes: plan.notes.map((note) => noteSentence(note, locale)),
		numberProperties: numberProperties.map(({ property }) => property),
		numberProperty,
		rows: rows.slice(0, LISTED).map(({ index, number, action }) => ({ index, number, action })),
		rowCount: rows.length,
		boundary: plan.boundary,
		drawn: drawable
			.slice(0, DRAWN)
			.map(({ index, number, action, outline }) => ({ id: `file-${index}`, number, action, outline })),
		existing: plan.existing
			.filter(({ id }) => !touched.has(id))
			.slice(0, DRAWN)
			.map(({ id, number, outline }) => ({ id, number, outline }))
	};
}
