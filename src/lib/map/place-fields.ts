import type { Position } from '#lib/geo/types.ts';

/** Reads what somebody typed as degrees ("52,52" counts too); undefined where it is no number in the range. */
export function degrees(text: string, most: 90 | 180): number | undefined {
	const trimmed = text.trim().replace('−', '-').replace(',', '.');
	const value = Number(trimmed);
	return trimmed !== '' && Number.isFinite(value) && Math.abs(value) <= most ? value : undefined;
}

/**
 * Latitude and longitude as other maps copy them ("52.5200, 13.4050"); null where a text is not such a pair.
 * "52,52" is one number with a decimal comma.
 */
export function pairIn(text: string): Position | null {
	const pair = /^([-−]?\d{1,2}(?:\.\d+)?)°?(,\s+|;\s*|\s+|(?<=\.\d+),)([-−]?\d{1,3}(?:\.\d+)?)°?$/.exec(
		text.trim()
	);
	const lat = degrees(pair?.[1] ?? '', 90);
	const lng = degrees(pair?.[3] ?? '', 180);
	return lat === undefined || lng === undefined ? null : [lng, lat];
}

/** Degrees to six decimals (a tenth of a metre), as the fields show them. */
export function shown(value: number): string {
	return String(Math.round(value * 1e6) / 1e6);
}
