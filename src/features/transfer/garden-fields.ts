import { fault, type Fault } from '#lib/files/problem.ts';
import { outOfRange } from '#lib/geo/read-shape.ts';
import type { Position } from '#lib/geo/types.ts';
import type { GardenColumns } from './garden-columns.ts';
import { LONGEST } from './schema.ts';

/** Gets the text of a column of one row; '' where there is none. */
export type Cell = (column: number) => string;

/** Words that lists write where they know nothing. */
const BLANK = /^(n\/?a|null|none|nan|unknown|-+|–|\?)$/i;

/** A status that says the garden is no more. "Not GreenThumb" and the like are gardens in other hands. */
const GONE =
	/\b(closed|closing|inactive|former|defunct|removed|demolished|abandoned|geschlossen|beendet|aufgel(ö|oe)st|cerrado|cerrada|clausurad[oa]|inactiv[oa]|abandonad[oa])\b/i;

/** A cell as people meant it: one line, no spaces round it (no-break ones included), empty for "N/A". */
export function tidyCell(cell: string): string {
	const text = cell
		.normalize('NFC')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return BLANK.test(text) ? '' : text;
}

/** The first `limit` characters, cut at a character and not within one. */
export function shortened(text: string, limit: number): string {
	const characters = [...text];
	return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** A garden's name: underscores for spaces are undone, runs of spaces closed. Empty where it has none. */
export function nameIn(columns: GardenColumns, cell: Cell): string {
	const name = tidyCell(cell(columns.name));
	return shortened(name.includes(' ') ? name : tidyCell(name.replaceAll('_', ' ')), LONGEST.name);
}

/** Street, then postcode and city where they have columns of their own and are not in the street already. */
export function addressIn(columns: GardenColumns, cell: Cell): string {
	const street = tidyCell(cell(columns.address));
	const parts = [columns.postcode, columns.city].map((column) => tidyCell(cell(column)));
	const town = parts.filter((part) => part !== '' && !street.includes(part)).join(' ');
	return shortened([street, town].filter((part) => part !== '').join(', '), LONGEST.address);
}

/**
 * Opening hours as somebody typed them, never interpreted. One column for each day becomes one line for each run of days alike,
 * with the two-letter days of OpenStreetMap ("Mo–Fr 10:00").
 */
export function hoursIn(columns: GardenColumns, cell: Cell): string {
	const whole = tidyCell(cell(columns.hours));
	if (whole !== '' || columns.days.length === 0) return shortened(whole, LONGEST.hours);
	const names = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
	const runs: { from: string; to: string; text: string }[] = [];
	for (const [at, column] of columns.days.entries()) {
		const text = tidyCell(cell(column));
		const day = names[at] as string;
		const last = runs.at(-1);
		if (last?.text === text) last.to = day;
		else runs.push({ from: day, to: day, text });
	}
	const lines = runs
		.filter((run) => run.text !== '')
		.map(({ from, to, text }) => `${from === to ? from : `${from}–${to}`} ${text}`);
	return shortened(lines.join('\n'), LONGEST.hours);
}

/** True where the list says that the garden is closed or gave up. */
export function isGone(status: string): boolean {
	return GONE.test(status);
}

/** The position in the latitude and longitude columns; null where both are empty, a fault where they make no sense. */
export function positionIn(columns: GardenColumns, cell: Cell, swapped: boolean): Position | Fault | null {
	const texts = [tidyCell(cell(columns.lng)), tidyCell(cell(columns.lat))];
	if (texts.every((text) => text === '')) return null;
	const [lng = NaN, lat = NaN] = texts.map(degrees);
	if (!Number.isFinite(lng) || !Number.isFinite(lat)) return fault('transfer_garden_not_degrees');
	const position: Position = swapped ? [lat, lng] : [lng, lat];
	// Nothing grows in the sea off Africa: 0, 0 is what programs write for "not known".
	if (lng === 0 && lat === 0) return null;
	return outOfRange(position) ?? position;
}

/** A number of degrees, with a decimal point or a decimal comma. */
function degrees(text: string): number {
	const plain = text.replace('°', '').trim();
	return /^[-+]?\d+([.,]\d+)?(e[-+]?\d+)?$/i.test(plain) ? Number(plain.replace(',', '.')) : NaN;
}
