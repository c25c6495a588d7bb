import { Refused } from '#lib/command/refusal.ts';
import type { Problem } from '#lib/files/problem.ts';

/** Issues that one refusal spells out. */
const SPELT = 20;

/**
 * The refusal (422) of a file: its own sentence where the file as a whole is wrong, else how many rows or shapes are, and
 * each of the first twenty by its place: `feature.12`, counted from 1.
 */
export function refusedFile(problems: readonly Problem[], count: number): Refused {
	const [first] = problems;
	const whole = problems.find(({ where }) => where.kind === 'file' || where.kind === 'line') ?? null;
	if (!first) return new Refused({ code: 'unprocessable', key: 'transfer_geojson_nothing', field: 'text' });
	if (whole)
		return new Refused({ code: 'unprocessable', key: whole.key, params: whole.params, field: 'text' });
	const issues = problems.slice(0, SPELT).map(({ where, key, params }) => ({
		field: `${where.kind}.${where.index}`,
		key,
		params
	}));
	return new Refused({ code: 'unprocessable', key: 'transfer_refused', params: { count }, issues });
}
