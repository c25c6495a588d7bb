import type { Properties } from '#lib/geo/geojson-parts.ts';
import { numberKey, tidyNumber as tidyText } from '#features/plots/numbers.ts';
import type { NumberProperty } from './schema.ts';

/** Names under which files keep plot numbers, the likeliest first; compared without case, marks and spaces. */
const USUAL = [
	'number plotnumber plotno plotnr plotid plot nr no num parcela numero parzelle parzellennummer',
	'ref name label nombre title id gid osmid fid objectid'
].flatMap((names) => names.split(' '));

/** The plot number in a property, in the form in which it is stored; nothing for what is no text or number. */
export function tidyNumber(value: unknown): string {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return '';
	return tidyText(value);
}

/**
 * The properties that could hold the plot number, the likeliest first: usual names in their order (those filled on
 * less than half of the features last), then others that are filled and different on every feature.
 */
export function numberProperties(all: readonly Properties[]): NumberProperty[] {
	const found = new Map<string, { filled: number; values: Set<string> }>();
	for (const properties of all) {
		for (const [property, value] of Object.entries(properties)) {
			const number = tidyNumber(value);
			if (number === '') continue;
			const entry = found.get(property) ?? { filled: 0, values: new Set<string>() };
			entry.filled++;
			entry.values.add(numberKey(number));
			found.set(property, entry);
		}
	}
	return [...found]
		.map(([property, { filled, values }]) => ({ property, filled, distinct: values.size }))
		.filter((entry) => rank(entry.property) < USUAL.length || whole(entry, all.length))
		.sort((a, b) => half(b, all.length) - half(a, all.length) || rank(a.property) - rank(b.property));
}

function half({ filled }: NumberProperty, total: number): 0 | 1 {
	return filled * 2 >= total ? 1 : 0;
}

function whole({ filled, distinct }: NumberProperty, total: number): boolean {
	return filled === total && distinct === total;
}

function rank(property: string): number {
	const at = USUAL.indexOf(plainName(property));
	return at < 0 ? USUAL.length : at;
}

/** A property or column name without case, marks and anything but letters and digits. */
export function plainName(name: string): string {
	return name
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
