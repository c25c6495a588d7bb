import { addDays, dayOf, hourOf } from '#lib/time/day.ts';

/** One choice of "until when": a time on the garden's clock ('2026-08-18T20:00'), and which day that is. */
export interface UntilChoice {
	value: string;
	day: 'today' | 'tomorrow' | 'later';
}

const EVENING = '20:00';
const NIGHT = '22:00';

/**
 * The ends that most people choose: this evening while it lasts, tomorrow evening, the evening after that; and one
 * that was chosen before, for as long as it lies ahead.
 */
export function untilChoices(now: Date, zone: string, chosen = ''): UntilChoice[] {
	const usual = usualChoices(now, zone);
	const open = isLocalTime(chosen) && chosen > localTime(now, zone);
	if (!open || usual.some(({ value }) => value === chosen)) return usual;
	return [...usual, { value: chosen, day: 'later' }];
}

function usualChoices(now: Date, zone: string): UntilChoice[] {
	const today = dayOf(now, zone);
	const hour = hourOf(now, zone);
	const evening = hour < 19 ? EVENING : NIGHT;
	const later: UntilChoice[] = [
		{ value: `${addDays(today, 1)}T${EVENING}`, day: 'tomorrow' },
		{ value: `${addDays(today, 3)}T${EVENING}`, day: 'later' }
	];
	return hour < 21 ? [{ value: `${today}T${evening}`, day: 'today' }, ...later] : later;
}

function isLocalTime(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text);
}

/** An instant as a field for local times wants it: '2026-08-18T20:00' on the garden's clock. */
export function localTime(instant: Date, zone: string): string {
	return new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		dateStyle: 'short',
		timeStyle: 'short'
	})
		.format(instant)
		.replace(' ', 'T');
}

/**
 * The present time as a page knows it: its device's, for the page may have been kept since yesterday; but never
 * before the page was made (ISO), for some devices' clocks are behind. `device` is undefined where no script runs.
 */
export function presentTime(madeAt: string, device: Date | undefined): Date {
	const made = new Date(madeAt);
	return device && device > made ? device : made;
}
