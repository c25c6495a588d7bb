import { number, quantity } from '#lib/i18n/format.ts';
import type { Units } from './tables.ts';

const FOOT = 0.3048;
const MILE = 5280 * FOOT;

/** "350 m", "2.4 km" or "1.5 mi": as exact as one walks. */
export function walk(metres: number, units: Units = 'metric'): string {
	if (units === 'imperial') {
		if (metres < MILE / 10) return quantity(Math.max(10, Math.round(metres / FOOT / 10) * 10), 'ft');
		return quantity(tenths(metres / MILE), 'mi');
	}
	if (metres < 1000) return quantity(Math.max(10, Math.round(metres / 10) * 10), 'm');
	return quantity(tenths(metres / 1000), 'km');
}

/** "250 m²" or "2,700 ft²". */
export function ground(squareMetres: number, units: Units = 'metric'): string {
	const value = units === 'imperial' ? squareMetres / FOOT ** 2 : squareMetres;
	const digits = value < 20 ? 1 : 0;
	return `${number(value, digits)} ${units === 'imperial' ? 'ft²' : 'm²'}`;
}

function tenths(value: number): number {
	return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
