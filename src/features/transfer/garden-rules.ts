import { fault, fileProblem, labelOf, problemAt, type Fault, type Problem } from '#lib/files/problem.ts';
import { boundsOfAll } from '#lib/geo/bounds.ts';
import { metresBetween } from '#lib/geo/distance.ts';
import { placeFault } from '#lib/geo/read-geojson.ts';
import type { Position } from '#lib/geo/types.ts';
import type {
	ExistingGarden,
	GardenCandidate,
	GardenImportOptions,
	GardenImportPlan,
	GardenReading,
	PlannedGarden
} from './schema.ts';

/** Two gardens of one name nearer than this are one garden (metres). */
const SAME_GARDEN = 30;

/** Two gardens of one id, but of another name and farther away than this, are two gardens (metres). */
const ANOTHER_GARDEN = 300;

/** A garden that is there already: in the file (its row) or in the installation (null). */
interface Known {
	name: string;
	position: Position;
	row: number | null;
}

/**
 * What a list of gardens will bring. Row by row: good ones come in, a garden that is there already (same id in the same
 * list, or same name within 30 metres) or closed is skipped, and each other row is named with its reason. Where most rows lie far from
 * `near` with latitude and longitude swapped, the whole file is refused, as its columns have the wrong names.
 */
export function planGardenImport(
	reading: GardenReading,
	existing: readonly ExistingGarden[],
	options: GardenImportOptions
): GardenImportPlan {
	const closed = reading.problems.filter((problem) => problem.key === 'transfer_garden_closed');
	const problems = reading.problems.filter((problem) => problem.key !== 'transfer_garden_closed');
	const skipped = [...closed];
	const gardens: PlannedGarden[] = [];
	const known = knownFrom(existing, options.source);
	for (const candidate of reading.candidates) {
		const label = labelOf(candidate.name);
		const where = { kind: reading.kind, index: candidate.index, ...(label && { label }) };
		const misplaced = placeWrong(candidate, options.near);
		const twin = misplaced ? null : known.twinOf(candidate);
		if (misplaced) problems.push(problemAt(where, misplaced));
		else if (twin) {
			known.addId(candidate);
			skipped.push(problemAt(where, twin));
		} else {
			const externalId = known.freeId(candidate.externalId);
			known.add({ ...candidate, externalId });
			gardens.push({ ...candidate, externalId, source: options.source });
		}
	}
	return finished(reading, gardens, skipped, problems);
}

function placeWrong(candidate: GardenCandidate, near: GardenImportOptions['near']): Fault | null {
	if (!near) return null;
	const shape = { type: 'Point', coordinates: candidate.position } as const;
	return placeFault(shape, [near.lng, near.lat], (near.km ?? 100) * 1000);
}

function knownFrom(existing: readonly ExistingGarden[], source: string) {
	const ids = new Map<string, Known>();
	const names = new Map<string, Known[]>();
	const rememberId = (garden: Known, externalId: string | null): void => {
		if (externalId !== null && !ids.has(externalId)) ids.set(externalId, garden);
	};
	const remember = (garden: Known, externalId: string | null): void => {
		rememberId(garden, externalId);
		names.set(nameKey(garden.name), [...(names.get(nameKey(garden.name)) ?? []), garden]);
	};
	for (const { name, position, source: from, externalId } of existing) {
		remember({ name, position, row: null }, from === source ? externalId : null);
	}
	return {
		add: ({ name, position, index, externalId }: GardenCandidate): void =>
			remember({ name, position, row: index }, externalId),
		/** A row that is left out still holds its id: a later row of that id is compared with it. */
		addId: ({ name, position, index, externalId }: GardenCandidate): void =>
			rememberId({ name, position, row: index }, externalId),
		freeId: (id: string | null): string | null => (id !== null && ids.has(id) ? null : id),
		twinOf: (candidate: GardenCandidate): Fault | null => twinFault(candidate, ids, names)
	};
}

function twinFault(
	{ name, position, externalId }: GardenCandidate,
	ids: ReadonlyMap<string, Known>,
	names: ReadonlyMap<string, Known[]>
): Fault | null {
	const byId = externalId === null ? undefined : ids.get(externalId);
	const id = externalId ?? '';
	if (byId?.row === null) return fault('transfer_garden_known_id', { id });
	if (byId && !isAnother(byId, name, position)) {
		return fault('transfer_garden_twice_id', { id, first: byId.row });
	}
	for (const other of names.get(nameKey(name)) ?? []) {
		const metres = Math.round(metresBetween(position, other.position));
		if (metres > SAME_GARDEN) continue;
		return other.row === null
			? fault('transfer_garden_known_near', { metres })
			: fault('transfer_garden_twice_near', { metres, first: other.row });
	}
	return null;
}

/** Another name and well away: the list gave one id to two gardens (Seattle's has such a pair, 19 km apart). */
function isAnother(known: Known, name: string, position: Position): boolean {
	return nameKey(known.name) !== nameKey(name) && metresBetween(known.position, position) > ANOTHER_GARDEN;
}

function nameKey(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

function finished(
	reading: GardenReading,
	gardens: PlannedGarden[],
	skipped: Problem[],
	problems: Problem[]
): GardenImportPlan {
	const swapped = problems.filter((problem) => problem.key === 'transfer_shape_swapped').length;
	if (swapped > 1 && swapped * 2 > reading.total) {
		const first = problems.find((problem) => problem.key === 'transfer_shape_swapped');
		const forFile = fileProblem('transfer_geojson_swapped', { ...first?.params, count: swapped });
		return finished(reading, [], [], [forFile]);
	}
	const ofFile = problems.some((problem) => problem.where.kind === 'file');
	const refused = ofFile ? reading.total : problems.length;
	return {
		accepted: gardens.length + skipped.length > 0 || problems.length === 0,
		gardens,
		skipped: byPlace(skipped),
		problems: byPlace(problems),
		notes: reading.notes,
		counts: { add: gardens.length, skipped: skipped.length, refused, total: reading.total },
		bounds: boundsOfAll(gardens.map(({ position: [lng, lat] }) => [lng, lat, lng, lat]))
	};
}

function byPlace(problems: Problem[]): Problem[] {
	return [...problems].sort((a, b) => a.where.index - b.where.index);
}
