import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatOf, previewGardens, type GardenList } from '#features/transfer/garden-import.server.ts';
import { previewPlots } from '#features/transfer/plot-import.server.ts';
import { noteSentence, problemSentence } from '#features/transfer/sentences.server.ts';
import { decodeText } from '#lib/files/decode.ts';
import type { Note, Problem } from '#lib/files/problem.ts';
import type { Bounds } from '#lib/geo/types.ts';
import type { House } from '#lib/house/house.server.ts';
import { Failure, sendOrFail, type Operator } from '../operator.ts';
import type { GardenOptions, PlotOptions } from './import.ts';

/** Lines of one kind that are printed; the rest is counted. */
const LISTED = 200;

/** Largest list of gardens and largest plot file that are read, in bytes. */
const LARGEST = 50 * 1024 * 1024;

/** Puts a list of gardens on the public map, and says what came in. Refuses where nothing can be used. */
export async function importGardens(
	operator: Operator,
	house: House,
	file: string,
	options: GardenOptions
): Promise<void> {
	const { say, print } = operator;
	const text = await readText(operator, file);
	const { near, km, swap = false, timeZone } = options;
	const list: GardenList = {
		text,
		format: formatOf(text),
		source: options.source ?? basename(file).replace(/\.[^.]*$/, ''),
		swapped: swap,
		...(near && { near: { ...near, km } })
	};
	say(`Reading ${file} as ${list.format === 'csv' ? 'CSV' : 'GeoJSON'} …`);
	const plan = await previewGardens(house.db, list);
	tell(operator, plan);
	if (plan.bounds) say(boundsSentence(plan.bounds));
	const { add, skipped, refused, total } = plan.counts;
	say(`Of ${total}: ${add} to bring in, ${skipped} left out, ${refused} that can't be used.`);
	const turned = plan.problems.some(({ key }) => key === 'transfer_geojson_swapped');
	if (turned) say('For a CSV file, --swap reads them the other way round.');
	if (!plan.accepted) throw new Failure('Nothing was brought in.');
	if (options.dryRun) return say('Only a dry run: nothing was written.');
	say('Writing …');
	const result = await sendOrFail(house, 'transfer.importGardens', { ...list, timeZone });
	say(`${add} gardens are on the map.`);
	print(JSON.stringify(result));
}

/** Brings plots into a garden, all or nothing, and says what came in. */
export async function importPlots(
	operator: Operator,
	house: House,
	file: string,
	options: PlotOptions
): Promise<void> {
	const { say, print } = operator;
	const { garden: slug, number, numbering } = options;
	const garden = await house.db
		.selectFrom('garden')
		.select('id')
		.where('slug', '=', slug)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	if (!garden) throw new Failure(`There is no garden with the address ${slug}.`);
	const text = await readText(operator, file);
	const chosen = {
		...(number !== undefined && { numberProperty: number }),
		...(numbering !== undefined && { numbering: { prefix: numbering, from: 1 } })
	};
	say(`Reading ${file} …`);
	const plan = await previewPlots(house.db, garden.id, text, chosen);
	tell(operator, { problems: plan.problems, notes: plan.notes });
	if (plan.problemCount > plan.problems.length)
		say(`… and ${plan.problemCount - plan.problems.length} more like these.`);
	if (plan.bounds) say(boundsSentence(plan.bounds));
	if (plan.numberProperty !== null) say(`Their numbers are read from “${plan.numberProperty}”.`);
	const { add, change, same, refused } = plan.counts;
	say(`${add} to add, ${change} to change, ${same} as they are, ${refused} that can't be used.`);
	if (!plan.accepted) throw new Failure('Nothing was brought in: it is all or nothing.');
	if (options.dryRun) return say('Only a dry run: nothing was written.');
	say('Writing …');
	const input = { gardenId: garden.id, text, options: chosen, expected: { add, change } };
	const result = await sendOrFail(house, 'transfer.importPlots', input);
	say(`Done: ${add} plots added, ${change} changed.`);
	print(JSON.stringify(result));
}

async function readText({ path }: Operator, file: string): Promise<string> {
	let bytes: Uint8Array;
	try {
		bytes = await readFile(path(file));
	} catch (error) {
		const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw new Failure(absent ? `There is no file ${file}.` : `${file} can't be read: ${String(error)}`);
	}
	const decoded = decodeText(bytes, LARGEST);
	if (decoded.problem) throw new Failure(problemSentence(decoded.problem, 'en'));
	return decoded.text;
}

interface Told {
	problems: readonly Problem[];
	skipped?: readonly Problem[];
	notes: readonly Note[];
}

function tell({ say }: Operator, { problems, skipped = [], notes }: Told): void {
	for (const lines of [problems, skipped]) {
		for (const problem of lines.slice(0, LISTED)) say(`  ${problemSentence(problem, 'en')}`);
		if (lines.length > LISTED) say(`  … and ${lines.length - LISTED} more.`);
	}
	for (const note of notes) say(`  Note: ${noteSentence(note, 'en')}`);
}

function boundsSentence(bounds: Bounds): string {
	const [west, south, east, north] = bounds.map((degrees) => degrees.toFixed(4));
	return `They lie between latitude ${south} and ${north}, longitude ${west} and ${east}.`;
}
