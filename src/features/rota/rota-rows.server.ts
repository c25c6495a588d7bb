import { addDays, type Day } from '#lib/time/day.ts';
import { parseDayRange } from '#lib/time/range.ts';
import type { DutyName, RotaStage, RotaSummary } from './view.ts';

/** A rota's row as statements give it. */
export interface RotaRow {
	id: string;
	name: string;
	duty: DutyName;
	zone: string | null;
	season: string;
	recurrence: string;
	starts_at: string;
	minutes: number;
	room: number;
	published_at: string | Date | null;
	ended_at: string | Date | null;
	mine: number;
	empty: number;
}

/** The row as screens and API have it; `day` is the garden's today. */
export function toSummary(row: RotaRow, day: Day): RotaSummary {
	const { id, name, duty, zone, recurrence, minutes, room, mine, empty } = row;
	const { from, until } = parseDayRange(row.season);
	const season = { from: from!, to: addDays(until!, -1) };
	const stage = stageOf(row, season, day);
	return {
		id,
		name,
		duty,
		zone,
		stage,
		...season,
		recurrence,
		startsAt: row.starts_at.slice(0, 5),
		minutes,
		room,
		mine,
		empty
	};
}

function stageOf(
	{ published_at, ended_at }: RotaRow,
	{ from, to }: { from: Day; to: Day },
	day: Day
): RotaStage {
	if (!published_at) return 'draft';
	if (ended_at) return 'ended';
	if (day > to) return 'over';
	return day < from ? 'coming' : 'running';
}
