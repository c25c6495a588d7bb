import { CROP_ROWS, type CropKind, type CropTint } from './crop-data.ts';

/** A crop of the catalogue; `names` per language, the shown one first. */
export interface Crop {
	key: string;
	kind: CropKind;
	tint: CropTint;
	names: Record<string, readonly string[]>;
}

/** The whole catalogue, in the order of its file. */
export const CROPS: readonly Crop[] = CROP_ROWS.map(([key, kind, tint, en, es]) => ({
	key,
	kind,
	tint,
	names: { en: en.split('|'), es: es.split('|') }
}));

const byKey = new Map(CROPS.map((crop) => [crop.key, crop]));

/** The crop of a key; undefined for null and for keys that are none. */
export function cropOf(key: string | null | undefined): Crop | undefined {
	return key ? byKey.get(key) : undefined;
}

/** The shown name in a language; English stands in for languages without one. */
export function cropName(crop: Crop, locale: string): string {
	return (crop.names[locale] ?? crop.names.en)?.[0] ?? crop.key;
}

/**
 * What a lot is called for a reader. A title that is a catalogue name of another language is shown in the
 * reader's; own words ("Grandma's yellow plums") and names in the reader's language stay as they were typed.
 */
export function titleFor(lot: { crop: string | null; title: string }, locale: string): string {
	const crop = cropOf(lot.crop);
	if (!crop) return lot.title;
	const typed = plain(lot.title);
	const isNameIn = (language: string) => crop.names[language]?.some((name) => plain(name) === typed);
	if (isNameIn(locale)) return lot.title;
	return Object.keys(crop.names).some(isNameIn) ? cropName(crop, locale) : lot.title;
}

/** Lower case, no accents, single spaces, letters and digits only: how names are compared. */
export function plain(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
