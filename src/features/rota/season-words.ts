import * as format from '#lib/i18n/format.ts';
import * as m from '#lib/i18n/paraglide/messages.js';
import { parseRecurrence } from './recurrence.ts';
import type { Reason } from './sharing/types.ts';
import type { DutyName, RotaSummary } from './view.ts';

// Apart from the words of one turn: these weigh more, and nobody's first page needs them.
const DUTY_NAMES: Record<DutyName, () => string> = {
	watering: m.rota_duty_watering,
	compost: m.rota_duty_compost,
	gate: m.rota_duty_gate,
	animals: m.rota_duty_animals,
	mowing: m.rota_duty_mowing,
	other: m.rota_duty_other
};

/** What a duty is called. */
export function dutyName(duty: DutyName): string {
	return DUTY_NAMES[duty]();
}

const SAMPLE_DAYS = {
	MO: '2024-01-01',
	TU: '2024-01-02',
	WE: '2024-01-03',
	TH: '2024-01-04',
	FR: '2024-01-05',
	SA: '2024-01-06',
	SU: '2024-01-07'
};

/** The name of a weekday. */
export function weekdayName(day: keyof typeof SAMPLE_DAYS, style: 'long' | 'short' = 'long'): string {
	return format.weekday(SAMPLE_DAYS[day], undefined, style);
}

/** "Tuesday and Saturday, 18:00–20:00". */
export function rhythm({
	recurrence,
	startsAt,
	minutes
}: Pick<RotaSummary, 'recurrence' | 'startsAt' | 'minutes'>): string {
	const { weekdays, interval } = parseRecurrence(recurrence);
	const names = weekdays.map((day) => weekdayName(day, weekdays.length > 2 ? 'short' : 'long'));
	const days = weekdays.length === 7 ? m.rota_every_day() : format.list(names);
	const times = `${startsAt}–${later(startsAt, minutes)}`;
	return interval > 1 ? m.rota_every_weeks({ days, interval, times }) : m.rota_weekly({ days, times });
}

/** The time on the clock so many minutes later. */
function later(time: string, minutes: number): string {
	const [hour = 0, minute = 0] = time.split(':').map(Number);
	const total = (hour * 60 + minute + minutes) % 1440;
	return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

const STAGES: Record<Exclude<RotaSummary['stage'], 'coming'>, () => string> = {
	draft: m.rota_stage_draft,
	running: m.rota_stage_running,
	over: m.rota_stage_over,
	ended: m.rota_stage_ended
};

/** The stage of a rota in words. */
export function stageName({ stage, from }: Pick<RotaSummary, 'stage' | 'from'>): string {
	if (stage === 'coming') return m.rota_stage_coming({ day: format.dayShort(from) });
	return STAGES[stage]();
}

type Speech = (params: Record<string, string | number>) => string;

// Named one by one: an index into all messages would carry every sentence of the app to the browser.
const REASONS = {
	rota_why_few: m.rota_why_few,
	rota_why_same: m.rota_why_same,
	rota_why_even: m.rota_why_even,
	rota_why_took_over: m.rota_why_took_over,
	rota_why_seat: m.rota_why_seat,
	rota_unfilled_nobody: m.rota_unfilled_nobody,
	rota_unfilled_all_there: m.rota_unfilled_all_there,
	rota_unfilled_skill: m.rota_unfilled_skill,
	rota_unfilled_rest: m.rota_unfilled_rest,
	rota_unfilled_overlap: m.rota_unfilled_overlap,
	rota_unfilled_maximum: m.rota_unfilled_maximum
};

/** A kept reason as a sentence. */
export function reasonWords({ key, params }: Reason): string {
	const speech = REASONS[key as keyof typeof REASONS] as Speech | undefined;
	return speech?.(params) ?? '';
}
