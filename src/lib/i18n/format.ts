import { getLocale } from './paraglide/runtime.js';

/** Day before month and a 24-hour clock, as on a garden's notice board. */
const TAGS: Record<string, string> = { en: 'en-GB', es: 'es' };

/** A garden's day ('YYYY-MM-DD'), which has no time zone, or an instant, which needs one. */
export type When = string | Date;

/** "Tuesday 18 August"; the year is added where it is not the year of `today`. */
export function day(when: When, zone?: string, today?: string): string {
	const year = today && isoDay(when, zone).slice(0, 4) !== today.slice(0, 4) ? 'numeric' : undefined;
	return dated(when, zone, { weekday: 'long', day: 'numeric', month: 'long', year }).replace(
		/^(\p{L}+),/u,
		'$1'
	);
}

/** "18 Aug". */
export function dayShort(when: When, zone?: string): string {
	return dated(when, zone, { day: 'numeric', month: 'short' });
}

/** "18 August 2026", in the language of the page or another. */
export function dayYear(when: When, zone?: string, locale?: string): string {
	return dated(when, zone, { day: 'numeric', month: 'long', year: 'numeric' }, locale);
}

/** "Tuesday", or "Tue" in short. */
export function weekday(when: When, zone?: string, style: 'long' | 'short' = 'long'): string {
	return dated(when, zone, { weekday: style });
}

/** "August 2026", or "August" without the year. */
export function month(when: When, zone?: string, withYear = true): string {
	return dated(when, zone, { month: 'long', year: withYear ? 'numeric' : undefined });
}

/** "18:00", in the garden's zone; also of a wall-clock time ("18:00:00"). */
export function time(when: When, zone?: string): string {
	if (typeof when === 'string') return when.slice(0, 5);
	return dated(when, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "18:00–20:00". */
export function timeRange(from: When, to: When, zone?: string): string {
	return `${time(from, zone)}–${time(to, zone)}`;
}

/** "Tue 18 Aug, 18:00". */
export function dateTime(when: Date, zone?: string): string {
	return `${weekday(when, zone, 'short')} ${dayShort(when, zone)}, ${time(when, zone)}`;
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
	['year', 365.25 * 86400],
	['month', 30.44 * 86400],
	['week', 7 * 86400],
	['day', 86400],
	['hour', 3600],
	['minute', 60]
];

/**
 * "in 2 days", "3 months ago", "tomorrow": from `now` to `when`, both days or both instants, rounded to the
 * nearest of the largest unit that fits. Weeks are used from two on.
 */
export function relative(when: When, now: When): string {
	const seconds = (instant(when) - instant(now)) / 1000;
	const format = made(Intl.RelativeTimeFormat, { numeric: 'auto' });
	const [unit, size] = STEPS.find(
		([unit, size]) => Math.abs(seconds) >= size * (unit === 'week' ? 2 : 1)
	) ?? [typeof when === 'string' ? 'day' : 'minute', 60];
	return format.format(Math.round(seconds / size), unit as Intl.RelativeTimeFormatUnit);
}

/** "1,250.5" or "1250,5"; takes the decimal strings of the database. At most `digits` after the point. */
export function number(value: number | string, digits = 3): string {
	return made(Intl.NumberFormat, { maximumFractionDigits: digits }).format(Number(value));
}

const UNITS: Record<string, string> = {
	kg: 'kilogram',
	g: 'gram',
	lb: 'pound',
	oz: 'ounce',
	l: 'liter',
	ml: 'milliliter',
	m: 'meter',
	km: 'kilometer',
	mi: 'mile',
	ft: 'foot',
	h: 'hour',
	min: 'minute'
};

/** "4.5 kg", "20 m²", "850 m": a measure with its unit. Units that it does not know stand behind the number. */
export function quantity(value: number | string, unit: string): string {
	const name = UNITS[unit];
	if (!name) return `${number(value)} ${unit === 'm2' ? 'm²' : unit}`;
	const options = { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 3 } as const;
	return made(Intl.NumberFormat, options).format(Number(value)).replaceAll('\u00a0', ' ');
}

/** "Rosa, Ahmed and Mei"; "Rosa, Ahmed o Mei" with 'or'. */
export function list(items: readonly string[], join: 'and' | 'or' = 'and'): string {
	return made(Intl.ListFormat, { type: join === 'and' ? 'conjunction' : 'disjunction' }).format(items);
}

function dated(
	when: When,
	zone: string | undefined,
	options: Intl.DateTimeFormatOptions,
	locale?: string
): string {
	const timeZone = typeof when === 'string' ? 'UTC' : zone;
	return made(Intl.DateTimeFormat, { ...options, timeZone }, locale).format(instant(when));
}

function isoDay(when: When, zone: string | undefined): string {
	if (typeof when === 'string') return when;
	return new Intl.DateTimeFormat('sv', { timeZone: zone }).format(when);
}

function instant(when: When): number {
	return typeof when === 'string' ? Date.parse(`${when}T00:00:00Z`) : when.getTime();
}

const kept = new Map<string, unknown>();

/** Making a formatter costs far more than using one, so each is made once for its language and options. */
function made<F, O>(Kind: new (tag: string, options: O) => F, options: O, locale: string = getLocale()): F {
	const tag = TAGS[locale] ?? locale;
	const key = `${tag} ${Kind.name} ${JSON.stringify(options)}`;
	if (!kept.has(key)) kept.set(key, new Kind(tag, options));
	return kept.get(key) as F;
}
