import { InvalidArgumentError, type Command } from 'commander';
import type { Run } from '../operator.ts';

/** What `import gardens` is told beside the file. */
export interface GardenOptions {
	source?: string;
	near?: { lat: number; lng: number };
	km: number;
	swap?: boolean;
	timeZone: string;
	dryRun?: boolean;
}

/** What `import plots` is told beside the file. */
export interface PlotOptions {
	garden: string;
	number?: string;
	numbering?: string;
	dryRun?: boolean;
}

/** `plotluck import gardens FILE` and `plotluck import plots --garden SLUG FILE`. */
export function addImportVerbs(program: Command, run: Run, timeZone: string): void {
	const bring = program.command('import').description('bring in gardens or plots from a file');
	bring
		.command('gardens')
		.argument('<file>', 'a list of gardens: CSV or GeoJSON')
		.option('--source <name>', 'name of the list; its ids are compared within it (default: the file’s name)')
		.option('--near <lat,lng>', 'where the gardens should lie; rows far from there are left out', place)
		.option('--km <n>', 'how far from there at most', kilometres, 100)
		.option('--swap', 'the columns of latitude and longitude hold each other’s numbers')
		.option('--time-zone <name>', 'time zone of the gardens', timeZone)
		.option('--dry-run', 'say what would come in, and write nothing')
		.description('put a public list of gardens on the map; rows that are there already are skipped')
		.action((file: string, options: GardenOptions) =>
			run(async (operator) => {
				const { importGardens } = await import('./import-files.ts');
				await operator.withHouse((house) => importGardens(operator, house, file, options));
			})
		);
	bring
		.command('plots')
		.argument('<file>', 'plots as GeoJSON (WGS 84)')
		.requiredOption('--garden <slug>', 'the garden, as in its address')
		.option('--number <property>', 'the property that holds the plot number (default: the likeliest one)')
		.option('--numbering <prefix>', 'number plots that have none: prefix and then 1, 2, 3 …')
		.option('--dry-run', 'say what would come in, and write nothing')
		.description('bring plots into a garden, all or nothing')
		.action((file: string, options: PlotOptions) =>
			run(async (operator) => {
				const { importPlots } = await import('./import-files.ts');
				await operator.withHouse((house) => importPlots(operator, house, file, options));
			})
		);
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
