import type { PlotKind } from '#features/plots/tables.ts';
import type { Properties } from '#lib/geo/geojson-parts.ts';
import { plainName } from './plot-numbers.ts';

const PROPERTIES = new Set(['kind', 'plotkind', 'plottype', 'tipo', 'clase']);

/** Words that files use for each kind, English and Spanish, as `plainName` leaves them. */
const WORDS: Record<PlotKind, string[]> = {
	single: ['single', 'individual', 'private', 'personal', 'sencilla', 'privada'],
	shared: ['shared', 'communal', 'common', 'group', 'compartida', 'comun', 'comunitaria', 'colectiva'],
	raised: ['raised', 'raisedbed', 'raisedaccessible', 'accessible', 'elevada', 'elevado', 'accesible'],
	donation: ['donation', 'foodbank', 'charity', 'donacion'],
	nursery: ['nursery', 'seedbed', 'vivero', 'semillero']
};

/** The kind a feature names, undefined where it names none, null where its word is unknown. */
export function kindOf(properties: Properties): PlotKind | undefined | null {
	const key = Object.keys(properties).find((name) => PROPERTIES.has(plainName(name)));
	const value = key === undefined ? undefined : properties[key];
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const word = plainName(value);
	const kind = (Object.keys(WORDS) as PlotKind[]).find((name) => WORDS[name].includes(word));
	return kind ?? null;
}
