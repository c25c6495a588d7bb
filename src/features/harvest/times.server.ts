import type { LotFormData } from './view.ts';
import { addDays, dayOf, hourOf } from '#lib/time/day.ts';

/** One choice of "until when": a time on the garden's clock ('2026-08-18T20:00'), and which day that is. */
type UntilChoice = LotFormData['choices'][number];

const EVENING = '20:00';
const NIGHT = '22:00';

/** The ends that most people choose: this evening while it lasts, tomorrow evening, the evening after that. */
export function untilChoices(now: Date, zone: string): UntilChoice[] {
	const today = dayOf(now, zone);
	const hour = hourOf(now, zone);
	const evening = hour < 19 ? EVENING : NIGHT;
	const later: UntilChoice[] = [
		{ value: `${addDays(today, 1)}T${EVENING}`, day: 'tomorrow' },
		{ value: `${addDays(today, 3)}T${EVENING}`, day: 'later' }
	];
	return hour < 21 ? [{ value: `${today}T${evening}`, day: 'today' }, ...later] : later;
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
