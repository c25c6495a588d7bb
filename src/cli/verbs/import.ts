import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { formatOf, previewGardens, type GardenList } from '#features/transfer/garden-import.server.ts';
import { previewPlots } from '#features/transfer/plot-import.server.ts';
import { noteSentence, problemSentence } from '#features/transfer/sentences.server.ts';
import { decodeText } from '#lib/files/decode.ts';
import type { Note, Problem } from '#lib/files/problem.ts';
import type { Bounds } from '#lib/geo/types.ts';
import type { House } from '#lib/house/house.server.ts';
import { Failure, print, say } from '../say.ts';
import { sendOrFail, withHouse } from '../with-house.ts';

/** Lines of one kind that are printed; the rest is counted. */
const LISTED = 200;

/** Largest list of gardens and largest plot file that are read, in bytes. */
const LARGEST = 50 * 1024 * 1024;

interface GardenOptions {
	source?: string;
	near?: { lat: number; lng: number };
	km: number;
	swap?: boolean;
	timeZone: string;
	dryRun?: boolean;
}

interface PlotOptions {
	garden: string;
	number?: string;
	numbering?: string;
	dryRun?: boolean;
}

/** `plotluck import gardens FILE` and `plotluck import plots --garden SLUG FILE`. */
export function addImportVerbs(program: Command): void {
	const bring = program.command('import').description('bring in gardens or plots from a file');
	bring
		.command('gardens')
		.argument('<file>', 'a list of gardens: CSV or GeoJSON')
		.option('--source <name>', 'name of the list; its ids are compared within it (default: the file’s name)')
		.option('--near <lat,lng>', 'where the gardens should lie; rows far from there are left out', place)
		.option('--km <n>', 'how far from there at most', kilometres, 100)
		.option('--swap', 'the columns of latitude and longitude hold each other’s numbers')
		.option(
			'--time-zone <name>',
			'time zone of the gardens',
			Intl.DateTimeFormat().resolvedOptions().timeZone
		)
		.option('--dry-run', 'say what would come in, and write nothing')
		.description('put a public list of gardens on the map; rows that are there already are skipped')
		.action((file: string, options: GardenOptions) => withHouse((house) => gardens(house, file, options)));
	bring
		.command('plots')
		.argument('<file>', 'plots as GeoJSON (WGS 84)')
		.requiredOption('--garden <slug>', 'the garden, as in its address')
		.option('--number <property>', 'the property that holds the plot number (default: the likeliest one)')
		.option('--numbering <prefix>', 'number plots that have none: prefix and then 1, 2, 3 …')
		.option('--dry-run', 'say what would come in, and write nothing')
		.description('bring plots into a garden, all or nothing')
		.action((file: string, options: PlotOptions) => withHouse((house) => plots(house, file, options)));
}

function place(text: string): { lat: number; lng: number } {
	const [lat = NaN, lng = NaN, ...more] = text.split(',').map((part) => (part.trim() ? Number(part) : NaN));
	if (more.length || !(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180))
		throw new InvalidArgumentError('Give latitude and longitude, such as 40.7,-74.0.');
	return { lat, lng };
}

function kilometres(text: string): number {
	const km = Number(text);
	if (!(km >= 1 && km <= 5000)) throw new InvalidArgumentError('Give a number from 1 to 5000.');
	return km;
}

async function gardens(house: House, file: string, options: GardenOptions): Promise<void> {
	const text = await readText(file);
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
	tell(plan.problems, plan.skipped, plan.notes);
	sayBounds(plan.bounds);
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

async function plots(house: House, file: string, options: PlotOptions): Promise<void> {
	const { garden: slug, number, numbering } = options;
	const garden = await house.db
		.selectFrom('garden')
		.select('id')
		.where('slug', '=', slug)
		.where('closed_at', 'is', null)
		.executeTakeFirst();
	if (!garden) throw new Failure(`There is no garden with the address ${slug}.`);
	const text = await readText(file);
	const chosen = {
		...(number !== undefined && { numberProperty: number }),
		...(numbering !== undefined && { numbering: { prefix: numbering, from: 1 } })
	};
	say(`Reading ${file} …`);
	const plan = await previewPlots(house.db, garden.id, text, chosen);
	tell(plan.problems, [], plan.notes);
	if (plan.problemCount > plan.problems.length)
		say(`… and ${plan.problemCount - plan.problems.length} more like these.`);
	sayBounds(plan.bounds);
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

async function readText(file: string): Promise<string> {
	let bytes: Uint8Array;
	try {
		bytes = await readFile(file);
	} catch (error) {
		const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw new Failure(absent ? `There is no file ${file}.` : `${file} can't be read: ${String(error)}`);
	}
	const decoded = decodeText(bytes, LARGEST);
	if (decoded.problem) throw new Failure(problemSentence(decoded.problem, 'en'));
	return decoded.text;
}

function tell(problems: readonly Problem[], skipped: readonly Problem[], notes: readonly Note[]): void {
	for (const lines of [problems, skipped]) {
		for (const problem of lines.slice(0, LISTED)) say(`  ${problemSentence(problem, 'en')}`);
		if (lines.length > LISTED) say(`  … and ${lines.length - LISTED} more.`);
	}
	for (const note of notes) say(`  Note: ${noteSentence(note, 'en')}`);
}

function sayBounds(bounds: Bounds | null): void {
	if (!bounds) return;
	const [west, south, east, north] = bounds.map((degrees) => degrees.toFixed(4));
	say(`They lie between latitude ${south} and ${north}, longitude ${west} and ${east}.`);
}
