import { expect, it } from 'vitest';
import type { TurnView } from '#features/rota/view.ts';
import { readLater } from './later.ts';
import type { TodayInWords } from './words.server.ts';

const ZONE = 'Europe/London';

function turn(day: string): TurnView {
	return {
		...{
			id: day,
			slotId: 's',
			rotaId: 'r',
			rota: 'Watering',
			duty: 'watering',
			instructions: '',
			zoneId: null
		},
		...{ zone: null, state: 'planned', day, start: `${day}T17:00:00.000Z`, end: `${day}T19:00:00.000Z` },
		...{ others: [], lookingNote: '', doneNote: '', donePhoto: null }
	};
}

/** Made on Monday evening: the next turns are on Tuesday and Saturday. */
const MONDAY: TodayInWords = {
	...{ now: '2026-08-17T20:00:00.000Z', day: '2026-08-17', tomorrow: '2026-08-18', hour: 21 },
	card: {
		kind: 'next',
		turn: turn('2026-08-18'),
		may: { done: false, look: true, over: false },
		plan: '<svg></svg>'
	},
	after: turn('2026-08-22'),
	late: [],
	wanted: [],
	pickUps: [
		{
			...{ claimId: 'c', lotId: 'l', code: '21', words: 'Pick up 1 kg tomatoes', where: 'Ahmed, Plot C7' },
			...{
				when: 'until tomorrow, 19:30',
				from: '2026-08-17T08:00:00.000Z',
				until: '2026-08-18T18:30:00.000Z'
			}
		}
	],
	month: { done: 1, planned: 2 },
	rest: null,
	hasPlot: true
};

const at = (instant: string) => readLater(MONDAY, new Date(instant), ZONE);

it('makes of yesterday’s next turn the one of today, which can be marked done', () => {
	const today = at('2026-08-18T16:30:00Z');
	expect(today).toMatchObject({ day: '2026-08-18', tomorrow: '2026-08-19', hour: 17 });
	expect(today.card).toMatchObject({ kind: 'now', may: { done: true, over: false }, plan: '<svg></svg>' });
	expect(today.pickUps.map(({ when }) => when)).toEqual(['today until 19:30']);
});

it('asks how it went, looks ahead to the next one, and lets go of what is over', () => {
	const wednesday = at('2026-08-19T09:00:00Z');
	expect(wednesday.card).toMatchObject({ kind: 'late', may: { over: true } });
	expect(wednesday.after).toMatchObject({ day: '2026-08-22' });
	expect(wednesday.pickUps).toEqual([]);
	const saturday = at('2026-08-22T09:00:00Z');
	expect(saturday.card).toMatchObject({ kind: 'now', turn: { day: '2026-08-22' }, plan: null });
	expect(saturday.late).toMatchObject([{ day: '2026-08-18' }]);
});

it('claims nothing about turns that it was not told of', () => {
	const long = at('2026-09-20T09:00:00Z');
	expect(long.card).toEqual(MONDAY.card);
	expect(long.day).toBe('2026-09-20');
});
